package llmchat.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The size of a file for people, such as "3 KB" or "1.5 MB". */
final class BackupSize {
  private BackupSize() {}

  static String of(Path file) {
    try {
      return text(Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(long bytes) {
    return bytes < 1 << 20
        ? Math.ceilDiv(bytes, 1024) + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20));
  }
}
