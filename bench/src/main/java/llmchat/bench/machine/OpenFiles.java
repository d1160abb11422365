package llmchat.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files and sockets one process may have open. */
public final class OpenFiles {
  private static final String LINE = "Max open files";

  private OpenFiles() {}

  /** The hard limit, to which every process here raises itself (proc(5)). */
  public static int limit() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith(LINE)) {
        String hard = line.substring(LINE.length()).strip().split(" +", -1)[1];
        return hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard);
      }
    }
    throw new IOException("/proc/self/limits has no line \"" + LINE + "\"");
  }
}
