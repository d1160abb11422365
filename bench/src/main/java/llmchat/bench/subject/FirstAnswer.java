package llmchat.bench.subject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that asks until a program answers. */
final class FirstAnswer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final String CALL =
      """
      {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello!"}],"max_tokens":64}\
      """;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_ANSWER)
          .build();

  /** Made before the program starts: the first one in a JVM takes a tenth of a second to load. */
  FirstAnswer() {}

  /** A request for one completion, as small as they come. */
  static HttpRequest completion(int port, String path, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(LONGEST_ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(CALL));
    for (String line : headers) {
      int colon = line.indexOf(':');
      request.header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return request.build();
  }

  /** A form as a browser or {@code curl -d} sends it. */
  static HttpRequest form(int port, String path, String fields) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(LONGEST_ANSWER)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields))
        .build();
  }

  /**
   * Sends the request again and again until it is answered with 200; blocks.
   *
   * @return the answer's body
   * @throws IOException if a program ends meanwhile or the time is over, with its last words
   */
  String await(HttpRequest request, List<Program> programs, Duration longest)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String last = "nothing listens";
    while (System.nanoTime() - start < longest.toNanos()) {
      for (Program program : programs) {
        if (!program.isAlive()) {
          throw new IOException("it ended by itself:\n" + program.lastWords());
        }
      }
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return answer.body();
        }
        last = answer.statusCode() + " " + answer.body();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new IOException(
        "no answer in %d s, the last try: %s%n%s"
            .formatted(longest.toSeconds(), last, programs.getLast().lastWords()));
  }

  @Override
  public void close() {
    client.close();
  }
}
