package llmchat.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import llmchat.llm.Secret;

/** A generated secret, kept in a file that only its owner can read. */
public final class KeptSecret {
  private static final Set<StandardOpenOption> ONLY_NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private KeptSecret() {}

  /**
   * The secret in the file. The file and its folder are created first if they don't exist; blocks.
   *
   * @throws IOException if the file can be neither read nor created
   * @throws IllegalArgumentException if it is empty
   */
  public static Secret in(Path file, Supplier<Secret> fresh) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    try {
      create(file, Files.getFileStore(folder).supportsFileAttributeView("posix"), fresh.get());
    } catch (FileAlreadyExistsException e) {
      // Created at an earlier start.
    }
    return new Secret(Files.readString(file).strip());
  }

  private static void create(Path file, boolean posix, Secret secret) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        posix
            ? Files.newByteChannel(file, ONLY_NEW, ownerOnly)
            : Files.newByteChannel(file, ONLY_NEW)) {
      channel.write(ByteBuffer.wrap((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }
}
