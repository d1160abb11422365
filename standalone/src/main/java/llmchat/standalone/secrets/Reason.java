package llmchat.standalone.secrets;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The reason of a failure with files or sockets, in a few words for the operator. */
final class Reason {
  private Reason() {}

  static String of(Exception failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> failure.getClass().getSimpleName();
    };
  }
}
