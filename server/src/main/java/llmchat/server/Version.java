package llmchat.server;

import java.util.Optional;

/** The version of the program, from its jar; {@code dev} where there is none. */
public final class Version {
  /** The version. */
  public static final String TEXT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");

  private Version() {}
}
