package llmchat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What code may do where: the environment, files, time, waiting, output, SQL. */
class MannersTest {
  /** The classes that wire: they hand real clocks to everything else. */
  private static final DescribedPredicate<JavaClass> WIRING =
      describe("wire", type -> type.getSimpleName().matches("Main|Running|\\w*Service|\\w*Server"));

  /** What runs on threads of its own; everything else may run on an event loop. */
  private static final DescribedPredicate<JavaClass> ELSEWHERE =
      resideInAnyPackage(
              "llmchat.standalone..", // start, stop and the command line
              "llmchat.gateway.store..", // the threads of the database
              "llmchat.web.pack..") // the build
          .or(named("llmchat.server.observe.BatchingAppender")) // the writer of the log
          .or(named("llmchat.gateway.GatewayService")) // the start
          .or(named("llmchat.gateway.keys.ApiKeys")); // looks once at the start, and waits for it

  private static final Set<String> BLOCKING =
      Set.of(
          "java.lang.Thread.sleep",
          "java.lang.Thread.join",
          "java.lang.Object.wait",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.join",
          "java.util.concurrent.Future.get",
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.Semaphore.acquire",
          "java.util.concurrent.BlockingQueue.take",
          "java.util.concurrent.BlockingQueue.put",
          "java.util.concurrent.locks.Lock.lock",
          "java.util.concurrent.locks.ReentrantLock.lock",
          "java.util.concurrent.locks.LockSupport.park",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "io.vertx.core.Future.await");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.system",
          "java.time.InstantSource.system");

  @Test
  void onlyTheConfigurationReadsTheEnvironment() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("llmchat.server.config..", "llmchat.standalone..")
            .should()
            .accessTargetWhere(
                target(Set.of("java.lang.System.getenv", "java.lang.System.getProperty"))));
  }

  @Test
  void filesAreTouchedOnlyWhereFilesAreTheMatter() {
    check(
        noClasses()
            .that(
                DescribedPredicate.not(
                    resideInAnyPackage(
                            "llmchat.server.config..",
                            "llmchat.gateway.store..",
                            "llmchat.standalone..",
                            "llmchat.web.pack..")
                        .or(named("llmchat.server.observe.Logging"))))
            .should()
            .dependOnClassesThat(
                describe(
                    "touch files",
                    type ->
                        type.getName().equals("java.nio.file.Files")
                            || type.getName().startsWith("java.nio.channels.FileChannel")
                            || type.getName().matches("java\\.io\\.(RandomAccess)?File\\w*"))));
  }

  @Test
  void timeComesFromTheClockThatWasHandedIn() {
    check(
        noClasses()
            .that(DescribedPredicate.not(WIRING))
            .should()
            .accessTargetWhere(target(CLOCKS)));
  }

  @Test
  void nothingWaitsOnAnEventLoop() {
    check(
        noClasses()
            .that(DescribedPredicate.not(ELSEWHERE))
            .should()
            .accessTargetWhere(target(BLOCKING)));
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat(DescribedPredicate.not(ELSEWHERE))
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("llmchat.standalone..")
            .should()
            .accessTargetWhere(
                target(
                    Set.of(
                        "java.lang.System.out",
                        "java.lang.System.err",
                        "java.lang.Throwable.printStackTrace"))));
  }

  private static DescribedPredicate<JavaAccess<?>> target(Set<String> names) {
    return describe(
        "target is one of " + names,
        access -> {
          AccessTarget accessed = access.getTarget();
          String owner = ((HasOwner<JavaClass>) accessed).getOwner().getName();
          return names.contains(owner + "." + accessed.getName());
        });
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return describe(
        name, type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }

  private static void check(ArchRule rule) {
    rule.check(Product.classes());
  }
}
