package llmchat.gateway.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.store.StoreOpenException;
import llmchat.llm.Secret;

/**
 * The admin key: set by the operator, or generated at the first start and kept in the data folder,
 * readable only by its owner.
 *
 * @param file the file with a generated key; empty if the operator set the key
 */
public record AdminKey(Secret secret, Optional<Path> file) {
  private static final String FILE = "admin-key";

  /**
   * The operator's key, or else the one in the folder, which is generated if there is none; blocks.
   *
   * @throws StoreOpenException if the file cannot be read or created
   */
  public static AdminKey of(Optional<Secret> operators, Path dataFolder) {
    if (operators.isPresent()) {
      return new AdminKey(operators.get(), Optional.empty());
    }
    Path file = dataFolder.resolve(FILE);
    try {
      Files.createDirectories(dataFolder);
      create(file);
      return new AdminKey(new Secret(Files.readString(file).strip()), Optional.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreOpenException(
          "The admin key in %s cannot be read or created: check that the folder is writable, or set"
                  .formatted(file)
              + " ADMIN_KEY.",
          e);
    }
  }

  private static void create(Path file) throws IOException {
    Set<StandardOpenOption> onlyNew =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    String text = KeyFormat.issue(KeyKind.API_KEY).text().reveal().replaceFirst("^llmc_", "llma_");
    try (var channel =
        posix
            ? Files.newByteChannel(file, onlyNew, ownerOnly)
            : Files.newByteChannel(file, onlyNew)) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      // Generated at an earlier start.
    }
  }
}
