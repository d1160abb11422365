package llmchat.bench.fault;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import llmchat.bench.subject.Started;

/**
 * A gateway between a client and an upstream that are both ours; for any thread.
 *
 * @param numbers of calls, never used twice with one upstream
 */
record Bench(Started subject, FaultUpstream upstream, Patience patience, AtomicInteger numbers) {
  /** Sent where a gateway asks for no key, since clients send theirs all the same. */
  private static final String SOME_KEY = "Authorization: Bearer sk-of-the-client-0123456789";

  /** A call as both ends see it; closing it is the client that leaves. */
  record Call(int number, ClientCall client, FaultUpstream upstream, Patience patience)
      implements AutoCloseable {
    /** The call at the upstream, once it is there. */
    Optional<UpstreamCall> atUpstream() throws InterruptedException {
      return upstream.await(number, patience.arrival());
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Sends a call that asks the upstream for a behaviour. */
  Call send(Behaviour behaviour) {
    return send(behaviour, "", "");
  }

  /**
   * Sends a call with further fields.
   *
   * @param inMessage JSON such as {@code ,"x":1}, for the last message
   * @param inBody the same for the body
   */
  Call send(Behaviour behaviour, String inMessage, String inBody) {
    int number = numbers.incrementAndGet();
    String body =
        """
        {"model":"gpt-4o-mini","messages":[\
        {"role":"system","content":"You are a helpful assistant."},\
        {"role":"user","content":"%s"%s}],"max_tokens":64,"stream":%s%s%s}\
        """
            .formatted(
                behaviour.marker(number),
                inMessage,
                behaviour.streams(),
                // Asked for, so that nobody has to add or to drop the last chunk.
                behaviour.streams() ? ",\"stream_options\":{\"include_usage\":true}" : "",
                inBody);
    return new Call(number, ClientCall.send(request(body)), upstream, patience);
  }

  /** The key that the client sends. */
  String key() {
    return headers().stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization:"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  private List<String> headers() {
    List<String> lines = subject.headers();
    boolean hasKey =
        lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization:"));
    return hasKey ? lines : Stream.concat(lines.stream(), Stream.of(SOME_KEY)).toList();
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + subject.port() + subject.path()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    for (String line : headers()) {
      int colon = line.indexOf(':');
      request.header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return request.build();
  }
}
