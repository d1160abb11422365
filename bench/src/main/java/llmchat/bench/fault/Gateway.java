package llmchat.bench.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.bench.load.Request;
import llmchat.bench.subject.Call;
import llmchat.bench.subject.Started;
import llmchat.testkit.Exchange;
import llmchat.testkit.ScriptedUpstream;

/** A gateway between a client and an upstream that are both ours; one call at a time. */
record Gateway(Started subject, ScriptedUpstream upstream, Patience patience) {
  /** Sent where a gateway asks for no key, since clients send theirs all the same. */
  private static final String SOME_KEY = "Authorization: Bearer sk-of-the-client-0123456789";

  /** Sends a call that asks the upstream for a behaviour. */
  Call send(Behaviour behaviour) throws IOException {
    return send(behaviour, "", "");
  }

  /**
   * Sends a call with further fields.
   *
   * @param inMessage JSON such as {@code ,"x":1}, for the last message
   * @param inBody the same for the body
   */
  Call send(Behaviour behaviour, String inMessage, String inBody) throws IOException {
    upstream.forgetRequests();
    String json =
        """
        {"model":"gpt-4o-mini","messages":[\
        {"role":"system","content":"You are a helpful assistant."},\
        {"role":"user","content":"%s"%s}],"max_tokens":64,"stream":%s%s%s}\
        """
            .formatted(
                behaviour.marker(),
                inMessage,
                behaviour.streams(),
                // Asked for, so that nobody has to add or to drop the last chunk.
                behaviour.streams() ? ",\"stream_options\":{\"include_usage\":true}" : "",
                inBody);
    return Call.send(new Request(subject.port(), subject.path(), headers(), json));
  }

  /** The call as it reached the upstream; nothing if it does not come in time. */
  Optional<Exchange> atUpstream(Behaviour behaviour) {
    long end = System.nanoTime() + patience.arrival().toNanos();
    try {
      while (true) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        Exchange exchange = upstream.takeExchange(left);
        // A gateway may also ask for the models, or whether the upstream is well.
        if (behaviour.isAskedFor(exchange.request())) {
          return Optional.of(exchange);
        }
      }
    } catch (AssertionError tooLate) {
      return Optional.empty();
    }
  }

  /** The key that the client sends. */
  String key() {
    return headers().stream()
        .filter(Gateway::isKey)
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  private List<String> headers() {
    List<String> lines = subject.headers();
    return lines.stream().anyMatch(Gateway::isKey)
        ? lines
        : Stream.concat(lines.stream(), Stream.of(SOME_KEY)).toList();
  }

  private static boolean isKey(String line) {
    return line.toLowerCase(Locale.ROOT).startsWith("authorization:");
  }
}
