package llmchat.standalone.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import llmchat.llm.Secret;

/**
 * Secrets as files {@code folder/group/key}, each the value and nothing else.
 *
 * <p>The folder of each group is mounted only into the containers that need it. These run as
 * different users, so the files are readable by all users. A file appears whole or not at all.
 */
public final class SecretFolder {
  private static final String READABLE = "r--r--r--";

  private final Path folder;
  private final Map<String, Secret> given;
  private final boolean mirrorsGiven;

  /**
   * Secrets in that folder.
   *
   * @param given values by key, which replace existing files
   * @param mirrorsGiven whether the file of a secret that is never generated is emptied if no value
   *     is given; otherwise it stays as it is
   */
  public SecretFolder(Path folder, Map<String, Secret> given, boolean mirrorsGiven) {
    this.folder = folder;
    this.given = Map.copyOf(given);
    this.mirrorsGiven = mirrorsGiven;
  }

  /**
   * Writes the secret unless it exists.
   *
   * @throws SecretsException if the file cannot be read or written
   */
  public Origin put(SecretName name) {
    Path file = folder.resolve(name.group()).resolve(name.key());
    try {
      return put(name, file);
    } catch (IOException | UnsupportedOperationException e) {
      throw new SecretsException(
          "The secret %s cannot be written: %s. Let this user write to that folder."
              .formatted(file, Reason.of(e)),
          e);
    }
  }

  private Origin put(SecretName name, Path file) throws IOException {
    Secret value = given.get(name.key());
    if (value != null) {
      write(file, value.reveal());
      return Origin.ENV_FILE;
    }
    if (name.generated()) {
      // An empty file would mean no password.
      if (Files.isRegularFile(file) && Files.size(file) > 0) {
        return Origin.KEPT;
      }
      write(file, RandomSecret.next().reveal());
      return Origin.MADE;
    }
    if (Files.isRegularFile(file) && !mirrorsGiven) {
      return Origin.KEPT;
    }
    write(file, "");
    return Origin.NOT_GIVEN;
  }

  private static void write(Path file, String value) throws IOException {
    byte[] bytes = value.getBytes(UTF_8);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return;
    }
    Path group = file.resolveSibling("");
    Files.createDirectories(group);
    Path whole = Files.createTempFile(group, ".new-", "");
    try {
      Files.write(whole, bytes);
      if (Files.getFileStore(whole).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString(READABLE));
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
