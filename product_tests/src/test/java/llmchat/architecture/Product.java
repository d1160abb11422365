package llmchat.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The classes that are shipped, read once, and the notions in which the rules speak of them. */
final class Product {
  /** Packages of the inference service that are no provider. */
  private static final Set<String> NO_PROVIDERS = Set.of("http");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/llmchat/testkit/"))
          .importPackages("llmchat");

  /** The packages of the providers. */
  static final DescribedPredicate<Slice> PROVIDERS =
      DescribedPredicate.describe(
          "providers", slice -> !NO_PROVIDERS.contains(slice.getNamePart(1)));

  /** Every package has a package-info with {@code @NullMarked}. */
  static final ArchCondition<JavaClass> LIVE_IN_A_NULL_MARKED_PACKAGE =
      new ArchCondition<>("live in a package that is @NullMarked") {
        @Override
        public void check(JavaClass item, ConditionEvents events) {
          if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
            events.add(
                SimpleConditionEvent.violated(
                    item, item.getPackageName() + " has no package-info with @NullMarked"));
          }
        }
      };

  private Product() {}

  static JavaClasses classes() {
    return CLASSES;
  }
}
