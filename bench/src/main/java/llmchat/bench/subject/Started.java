package llmchat.bench.subject;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import llmchat.bench.load.Request;

/**
 * A subject that runs until it is closed, which ends all of its processes and waits for that.
 *
 * @param port where it takes chat completions, on 127.0.0.1
 * @param path of a chat completion
 * @param headers lines that a client of it sends, the key for instance
 * @param ready from the start of the process to its first successful answer
 * @param programs each a process of its own with its children
 * @param installedBytes what has to be on the machine for it, without its language's own runtime
 */
public record Started(
    int port,
    String path,
    List<String> headers,
    Duration ready,
    List<Program> programs,
    OptionalLong installedBytes)
    implements AutoCloseable {
  /** Where most take a chat completion. */
  static final String USUAL_PATH = "/v1/chat/completions";

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private static final String FIRST_CALL =
      """
      {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello!"}],"max_tokens":64}\
      """;

  /** Copies its lists. */
  public Started {
    headers = List.copyOf(headers);
    programs = List.copyOf(programs);
  }

  /** How programs are started. */
  @FunctionalInterface
  interface Launch {
    /** Starts all of them and does not wait. */
    List<Program> start() throws IOException;
  }

  /** Starts programs and waits until a completion is answered; ends them if that fails. */
  static Started start(
      int port, String path, List<String> headers, OptionalLong installedBytes, Launch launch)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Program> programs = launch.start();
    try {
      var _ = awaitAnswer(new Request(port, path, headers, FIRST_CALL), programs);
      Duration ready = Duration.ofNanos(System.nanoTime() - begin);
      return new Started(port, path, headers, ready, programs, installedBytes);
    } catch (IOException | InterruptedException e) {
      programs.forEach(Program::close);
      throw e;
    }
  }

  /**
   * Sends it again and again until the answer is 200; blocks.
   *
   * @return the answer's body
   * @throws IOException if a program ends meanwhile or the time is over, with its last words
   */
  static String awaitAnswer(Request request, List<Program> programs)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String last = "nothing listens";
    while (System.nanoTime() - start < LONGEST_START.toNanos()) {
      for (Program program : programs) {
        if (!program.isAlive()) {
          throw new IOException("it ended by itself:\n" + program.lastWords());
        }
      }
      try (Call call = Call.send(request)) {
        if (call.awaitEnd(LONGEST_ANSWER) == Call.Ending.COMPLETE && call.status() == 200) {
          return call.body();
        }
        last = call.status() + " " + call.body();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new IOException(
        "no answer in %d s, the last try: %s%n%s"
            .formatted(LONGEST_START.toSeconds(), last, programs.getLast().lastWords()));
  }

  /** No subject: the upstream of that port itself, which has no processes of its own. */
  public static Started nothing(int port) {
    return new Started(port, USUAL_PATH, List.of(), Duration.ZERO, List.of(), OptionalLong.empty());
  }

  /** A chat completion with that body. */
  public Request request(String json) {
    return new Request(port, path, headers, json);
  }

  /** Sends a chat completion with that body and does not wait. */
  public Call call(String json) throws IOException {
    return Call.send(request(json));
  }

  /** All of its processes. */
  public Processes processes() {
    return new Processes(programs.stream().map(Program::handle).toList());
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
