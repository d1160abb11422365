package llmchat.gateway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates files that only their owner can read and that appear under their name when complete. */
final class NewFile {
  private NewFile() {}

  /** Writes the content of a file, which exists and is empty. */
  @FunctionalInterface
  interface Content<T> {
    T writeTo(Path file) throws IOException;
  }

  /** Creates an empty file; fails with {@link FileAlreadyExistsException} if it exists. */
  static void create(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, ownerOnly);
  }

  /** Creates the file with that content, synced to disk before it gets its name. */
  static <T> T write(Path file, Content<T> content) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path part = beside(file);
    try {
      create(part);
      T outcome = content.writeTo(part);
      sync(part);
      Files.move(part, file);
      return outcome;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The name of the incomplete file, which includes this process's id. */
  static Path beside(Path file) {
    return file.resolveSibling(
        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
  }

  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
