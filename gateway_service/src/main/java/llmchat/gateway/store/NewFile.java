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

/** Files that only their owner can read, and that appear under their name when they are whole. */
final class NewFile {
  private NewFile() {}

  /** Something that fills a file, which exists and is empty. */
  @FunctionalInterface
  interface Content<T> {
    T writeTo(Path file) throws IOException;
  }

  /** Makes an empty file; a {@link FileAlreadyExistsException} if there is one. */
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

  /** Makes the file with that content, on the disk before it has its name. */
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

  /** The name of the unfinished file, with which a process tells its own from another's. */
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
