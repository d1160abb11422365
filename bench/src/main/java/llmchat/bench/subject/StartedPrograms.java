package llmchat.bench.subject;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A subject of one program or several, each a process of its own with its children. */
record StartedPrograms(
    int port,
    String path,
    List<String> headers,
    Duration ready,
    List<Program> programs,
    OptionalLong installedBytes)
    implements Started {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  StartedPrograms {
    headers = List.copyOf(headers);
    programs = List.copyOf(programs);
  }

  /** How programs are started. */
  @FunctionalInterface
  interface Launch {
    /** Starts all of them and does not wait. */
    List<Program> start() throws IOException;
  }

  /** {@link #start(int, String, List, OptionalLong, Launch)} with the usual path. */
  static StartedPrograms start(
      int port, List<String> headers, OptionalLong installedBytes, Launch launch)
      throws IOException, InterruptedException {
    return start(port, "/v1/chat/completions", headers, installedBytes, launch);
  }

  /** Starts programs and waits until a completion is answered; ends them if that fails. */
  static StartedPrograms start(
      int port, String path, List<String> headers, OptionalLong installedBytes, Launch launch)
      throws IOException, InterruptedException {
    try (FirstAnswer client = new FirstAnswer()) {
      long begin = System.nanoTime();
      List<Program> programs = launch.start();
      try {
        var _ = client.await(FirstAnswer.completion(port, path, headers), programs, LONGEST_START);
        Duration ready = Duration.ofNanos(System.nanoTime() - begin);
        return new StartedPrograms(port, path, headers, ready, programs, installedBytes);
      } catch (IOException | InterruptedException e) {
        programs.forEach(Program::close);
        throw e;
      }
    }
  }

  @Override
  public Processes processes() {
    return new ProcessTree(programs.stream().map(Program::handle).toList());
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
