import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A client that counts what it loses. It talks to the gateway as programs do: several at once, over
 * connections that are kept for a while and then opened anew, and it repeats nothing.
 *
 * <pre>
 * client load URL KEY MODEL FILE          calls and streams for as long as FILE exists
 * client stream URL KEY MODEL WORDS MS    one stream of so many words, with pauses of so long
 * </pre>
 *
 * Prints one line of counts; the exit code is 1 if anything was lost. What went wrong, and when,
 * goes to the error output.
 */
final class Client {
  private static final int CALLERS = 4;
  private static final int STREAMERS = 4;
  private static final int CALLS_PER_CONNECTION = 20;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(25);

  private final URI address;
  private final String key;
  private final String model;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong lostCalls = new AtomicLong();
  private final AtomicLong streams = new AtomicLong();
  private final AtomicLong cutStreams = new AtomicLong();
  private final AtomicLong longestMillis = new AtomicLong();

  private Client(String url, String key, String model) {
    this.address = URI.create(url + "/v1/chat/completions");
    this.key = key;
    this.model = model;
  }

  public static void main(String... args) throws InterruptedException {
    if (args.length == 5 && args[0].equals("load")) {
      new Client(args[1], args[2], args[3]).load(Path.of(args[4]));
    } else if (args.length == 6 && args[0].equals("stream")) {
      new Client(args[1], args[2], args[3])
          .oneStream(Integer.parseInt(args[4]), Duration.ofMillis(Long.parseLong(args[5])));
    } else {
      System.err.println("usage: client load URL KEY MODEL FILE | stream URL KEY MODEL WORDS MS");
      System.exit(64);
    }
  }

  private void load(Path running) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      threads.add(Thread.startVirtualThread(() -> repeat(running, this::call)));
    }
    for (int i = 0; i < STREAMERS; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> repeat(running, http -> stream(http, 40, Duration.ofMillis(50), () -> {}))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%d calls, %d lost; %d streams, %d cut; longest call %d ms%n",
        calls.get(), lostCalls.get(), streams.get(), cutStreams.get(), longestMillis.get());
    System.exit(lostCalls.get() + cutStreams.get() == 0 && calls.get() > 0 ? 0 : 1);
  }

  private void oneStream(int words, Duration pause) throws InterruptedException {
    try (HttpClient http = connect()) {
      long start = System.nanoTime();
      stream(http, words, pause, () -> System.out.println("first word"));
      System.out.printf(
          "%d words, %s, in %.1f s%n",
          words, cutStreams.get() == 0 ? "whole" : "cut", (System.nanoTime() - start) / 1e9);
      System.exit(cutStreams.get() == 0 ? 0 : 1);
    }
  }

  private interface Task {
    void run(HttpClient http) throws InterruptedException;
  }

  private void repeat(Path running, Task task) {
    try {
      while (Files.exists(running)) {
        try (HttpClient http = connect()) {
          for (int i = 0; i < CALLS_PER_CONNECTION && Files.exists(running); i++) {
            task.run(http);
            Thread.sleep(BETWEEN_CALLS);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpClient connect() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private void call(HttpClient http) throws InterruptedException {
    long start = System.nanoTime();
    calls.incrementAndGet();
    try {
      HttpResponse<String> answer =
          http.send(request("[demo words=20 delay=20ms]", false), BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().contains("\"finish_reason\":\"stop\"")) {
        lost(lostCalls, "call: status " + answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException e) {
      lost(lostCalls, "call: " + e);
    }
    longestMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
  }

  private void stream(HttpClient http, int words, Duration pause, Runnable atFirstWord)
      throws InterruptedException {
    streams.incrementAndGet();
    String order = "[demo words=%d delay=%dms]".formatted(words, pause.toMillis());
    try {
      HttpResponse<Stream<String>> answer = http.send(request(order, true), BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        String end = end(lines.iterator(), words, atFirstWord);
        if (answer.statusCode() != 200 || !end.isEmpty()) {
          lost(cutStreams, "stream: status " + answer.statusCode() + ": " + end);
        }
      }
    } catch (IOException | RuntimeException e) {
      lost(cutStreams, "stream: " + e);
    }
  }

  /** Reads to the end: nothing if every word, the finish and the end mark came, else what is odd. */
  private static String end(Iterator<String> lines, int words, Runnable atFirstWord) {
    int received = 0;
    boolean finished = false;
    String last = "";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.contains("\"content\":\"") && received++ == 0) {
        atFirstWord.run();
      }
      finished |= line.contains("\"finish_reason\":\"stop\"");
      last = line.isEmpty() ? last : line;
    }
    boolean whole = received == words && finished && last.equals("data: [DONE]");
    return whole ? "" : received + " of " + words + " words, then " + last;
  }

  private HttpRequest request(String message, boolean stream) {
    String body =
        """
        {"model": "%s", "stream": %b, "messages": [{"role": "user", "content": "%s"}]}"""
            .formatted(model, stream, message);
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofMinutes(3))
        .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
        .build();
  }

  private static void lost(AtomicLong count, String what) {
    count.incrementAndGet();
    System.err.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
  }
}
