package llmchat.server;

import java.util.Optional;

/** The version of the program, from its jar's manifest; {@code dev} outside a jar. */
public final class Version {
  /** The version. */
  public static final String TEXT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");

  private Version() {}
}
