package llmchat.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import llmchat.llm.Secret;

/** Reads secrets from a {@code .env} file, for tools that prepare a deployment. */
public final class EnvSecrets {
  private EnvSecrets() {}

  /**
   * The values that the file sets for these names. A missing file or an empty value sets none.
   * Values of settings are checked. Blocks.
   *
   * @throws ConfigException if the file cannot be read, or with an error for each invalid value
   */
  public static Map<String, Secret> read(ConfigSpec spec, Path file, Set<String> names) {
    Problems problems = new Problems();
    // If the file is missing, mounting it into a container creates an empty folder.
    Layer layer =
        Files.isDirectory(file) ? Layer.NONE : EnvFile.read(file, file.toString(), problems);
    if (!problems.isEmpty() && !Files.isReadable(file)) {
      throw new ConfigException(List.of(notReadable(file)));
    }
    Map<String, Secret> secrets = new HashMap<>();
    for (String name : names) {
      layer.find(name).ifPresent(entry -> take(spec, name, entry, secrets, problems));
    }
    problems.throwIfAny();
    return secrets;
  }

  private static void take(
      ConfigSpec spec,
      String name,
      SourcedText entry,
      Map<String, Secret> secrets,
      Problems problems) {
    ValueType<?> type =
        spec.find(name).<ValueType<?>>map(Setting::type).orElse(ValueTypes.PASSWORD);
    switch (type.read(entry.text())) {
      case Reading.Good<?> _ -> secrets.put(name, new Secret(entry.text()));
      case Reading.Bad<?>(String problem) ->
          problems.error(name, entry.source(), "the value " + problem, "write " + type.form());
    }
  }

  /** The error for a file that this user may not read, with the file or folder that prevents it. */
  private static ConfigError notReadable(Path file) {
    Path barrier = file.toAbsolutePath();
    while (barrier.getParent() != null && !Files.isExecutable(barrier.getParent())) {
      barrier = barrier.getParent();
    }
    return new ConfigError(
        file.toString(),
        "",
        "this user (" + user() + ") may not read it; " + barrier + " belongs to " + access(barrier),
        "run this as the file's owner, or let others read it");
  }

  private static String access(Path path) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.owner().getName()
          + " with mode "
          + PosixFilePermissions.toString(attributes.permissions());
    } catch (IOException | UnsupportedOperationException e) {
      return "somebody else";
    }
  }

  private static String user() {
    try {
      return "uid " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.getProperty("user.name", "unknown");
    }
  }
}
