package llmchat.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The features of a module: the packages right below its own, and its own as one more. */
record FeaturesOf(String module) implements SliceAssignment {
  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    String root = "llmchat." + module;
    String name = type.getPackageName();
    if (name.equals(root)) {
      return SliceIdentifier.of("(root)");
    }
    if (!name.startsWith(root + ".")) {
      return SliceIdentifier.ignore();
    }
    return SliceIdentifier.of(name.substring(root.length() + 1).split("\\.", 2)[0]);
  }

  @Override
  public String getDescription() {
    return "features of " + module;
  }
}
