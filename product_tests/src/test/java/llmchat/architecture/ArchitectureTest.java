package llmchat.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import llmchat.server.config.Setting;
import llmchat.standalone.ProgramSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may know what: modules, features, providers, and who may touch HTTP. */
class ArchitectureTest {
  private static JavaClasses product;

  @BeforeAll
  static void read() {
    product = Product.classes();
  }

  @Test
  void gatewayAndInferenceServiceDoNotSeeEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("llmchat.inference..", "llmchat.standalone.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("llmchat.gateway..", "llmchat.standalone.."));
  }

  @Test
  void whatACallIsDoesNotKnowTheServices() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.llm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "llmchat.server..",
                "llmchat.gateway..",
                "llmchat.inference..",
                "llmchat.standalone..",
                "org.slf4j..",
                "io.micrometer..",
                "io.vertx.core.http.HttpServer.."));
  }

  @Test
  void theServerKnowsNoService() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "llmchat.gateway..", "llmchat.inference..", "llmchat.standalone.."));
  }

  @Test
  void theConfigurationKnowsNoFeature() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.server.config..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("llmchat.server..").and(not("llmchat.server.config.."))));
  }

  @Test
  void everySettingStandsInTheListOfTheProgram() {
    List<String> listed = ProgramSettings.SPEC.settings().stream().map(Setting::name).toList();
    List<String> declared =
        product.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(Setting.class))
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .map(JavaField::getName)
            .toList();
    assertThat(declared).containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void thePageKnowsNothingOfTheServices() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "llmchat.llm..",
                "llmchat.server..",
                "llmchat.gateway..",
                "llmchat.inference..",
                "llmchat.standalone.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage("llmchat.gateway..", "llmchat.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("llmchat.web.pack.."));
  }

  @Test
  void theProductDoesNotKnowItsTests() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("llmchat.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("llmchat.testkit.."));
  }

  @Test
  void featuresDependInOneDirectionOnly() {
    for (String module : List.of("llm", "server", "gateway", "inference", "standalone")) {
      check(slices().assignedFrom(new FeaturesOf(module)).should().beFreeOfCycles());
    }
  }

  /** In these modules the root wires; in llm and server it is what all others build on. */
  @Test
  void nothingKnowsTheWiringAboveIt() {
    for (String module : List.of("gateway", "inference", "standalone")) {
      String root = "llmchat." + module;
      check(
          noClasses()
              .that()
              .resideInAPackage(root + ".*..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(root));
    }
  }

  @Test
  void providersDoNotKnowEachOther() {
    check(
        slices()
            .matching("llmchat.inference.(*)..")
            .that(Product.PROVIDERS)
            .should()
            .notDependOnEachOther());
  }

  @Test
  void featuresDoNotKnowWhatWiresThem() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.gateway.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("llmchat.gateway"));
  }

  @Test
  void theStoreKnowsNoFeature() {
    check(
        noClasses()
            .that()
            .resideInAPackage("llmchat.gateway.store..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("llmchat.gateway..").and(not("llmchat.gateway.store.."))));
  }

  @Test
  void onlyHttpPackagesTouchTheHttpOfVertx() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "..http..",
                "llmchat.gateway.relay..",
                "llmchat.server.call..",
                "llmchat.server.tls..",
                "llmchat.gateway.relay..",
                "llmchat.llm.upstream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.core.http.."));
  }

  @Test
  void onlyOneClassOpensConnectionsToProviders() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("llmchat.llm.upstream.OutboundHttp")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.core.http.HttpClientAgent"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("llmchat.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http.."));
  }

  @Test
  void sqlStandsOnlyInTheStoreAndInTheFeaturesThatOwnIt() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "llmchat.gateway.store..",
                "llmchat.gateway.users..",
                "llmchat.gateway.auth..",
                "llmchat.gateway.keys..",
                "llmchat.gateway.sessions..",
                "llmchat.gateway.accounts..",
                "llmchat.gateway.chats..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..")));
  }

  @Test
  void jsonIsReadAndWrittenByOneLibrary() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."));
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    check(classes().should(Product.LIVE_IN_A_NULL_MARKED_PACKAGE));
  }

  @Test
  void noClassIsNamedForWantOfAName() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Data|Info)"));
  }

  @Test
  void theProductIsReallyThere() {
    // A rule about nothing passes.
    assertThat(product.size()).isGreaterThan(200);
  }

  private static DescribedPredicate<JavaClass> not(String packages) {
    return DescribedPredicate.not(resideInAPackage(packages));
  }

  private static void check(ArchRule rule) {
    rule.check(product);
  }
}
