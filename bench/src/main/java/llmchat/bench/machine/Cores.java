package llmchat.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two processors of a run, so that neither side takes time from the other.
 *
 * @param load for load and upstream
 * @param subject for the subjects
 */
public record Cores(int load, int subject) {
  /**
   * The first and the last processor that this process may use: where there are more than two,
   * those are the least likely to be two threads of one core.
   *
   * @throws UnfitException if there are not two
   */
  public static Cores choose() throws IOException, UnfitException {
    List<Integer> allowed = allowed();
    if (allowed.size() < 2) {
      throw new UnfitException(
          "needs two processors, one for the load and one for the subject; there is one");
    }
    return new Cores(allowed.getFirst(), allowed.getLast());
  }

  /** A list such as {@code 0-3,8}. */
  private static List<Integer> allowed() throws IOException {
    List<Integer> allowed = new ArrayList<>();
    for (String range : Machine.line("/proc/self/status", "Cpus_allowed_list").split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
        allowed.add(core);
      }
    }
    return allowed;
  }

  /** Pins this process, with all threads that it has and will have, to the load's processor. */
  public void pinLoad() throws IOException, InterruptedException, UnfitException {
    String pid = Long.toString(ProcessHandle.current().pid());
    List<String> command = List.of("taskset", "-a", "-c", "-p", Integer.toString(load), pid);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = process.inputReader().readAllAsString();
      if (process.waitFor() != 0) {
        throw new UnfitException("taskset failed: " + output.strip());
      }
    } catch (IOException e) {
      throw new UnfitException("needs taskset: apt-get install util-linux");
    }
  }

  /** Whether both are threads of one physical core, where one slows the other down. */
  boolean areSiblings() {
    String topology = "/sys/devices/system/cpu/cpu" + load + "/topology/";
    try {
      return List.of(
              Files.readString(Path.of(topology, "thread_siblings_list")).strip().split("[,-]", -1))
          .contains(Integer.toString(subject));
    } catch (IOException e) {
      return false;
    }
  }
}
