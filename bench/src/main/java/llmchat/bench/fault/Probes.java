package llmchat.bench.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.bench.subject.Call;
import llmchat.bench.subject.Call.Ending;
import llmchat.testkit.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What goes wrong, or must stay as it is, and how a gateway's reaction is judged. */
final class Probes {
  /** A row of the report. */
  record Probe(String fault, Check check) {}

  /** Does it to one gateway; blocks until it has seen what came of it. */
  @FunctionalInterface
  interface Check {
    Verdict run(Gateway gateway) throws IOException;
  }

  static final List<Probe> ALL =
      List.of(
          new Probe(
              "upstream cut after 3 chunks: the client sees an error",
              gateway -> brokenStream(gateway, Behaviour.CUT)),
          new Probe(
              "upstream reset after 3 chunks: the client sees an error",
              gateway -> brokenStream(gateway, Behaviour.RESET)),
          new Probe("stalled stream: a sign of life within 17 s", Probes::silentStream),
          new Probe(
              "client gone, chunks flowing: upstream closed in 2 s",
              gateway -> lostClient(gateway, Behaviour.FLOW)),
          new Probe(
              "client gone, stream silent: upstream closed in 2 s",
              gateway -> lostClient(gateway, Behaviour.STALL)),
          new Probe(
              "client gone, plain call waiting: upstream closed in 2 s",
              gateway -> lostClient(gateway, Behaviour.WAIT)),
          new Probe(
              "unknown top-level field kept",
              gateway -> keptField(gateway, "x_bench", "\"kept?\"", false)),
          new Probe(
              "unknown field in a message kept",
              gateway -> keptField(gateway, "x_bench", "1.0", true)),
          new Probe(
              "seed 9007199254740993 kept",
              gateway -> keptField(gateway, "seed", "9007199254740993", false)),
          new Probe(
              "30-digit integer kept",
              gateway -> keptField(gateway, "x_bench", "123456789012345678901234567890", false)),
          new Probe(
              "temperature 0.70 kept as written",
              gateway -> keptField(gateway, "temperature", "0.70", false)),
          new Probe("JSON answer unchanged, byte for byte", Probes::keptJson),
          new Probe("stream chunks unchanged, byte for byte", Probes::keptStream),
          new Probe("the client's key does not go upstream", Probes::keptKey));

  private static final Pattern ERROR_EVENT =
      Pattern.compile("(?m)^event: ?error|^data: ?\\{\\s*\"error\"\\s*:");

  private Probes() {}

  /** A client that is not told takes half an answer for a whole one. */
  private static Verdict brokenStream(Gateway gateway, Behaviour behaviour) throws IOException {
    try (Call call = gateway.send(behaviour)) {
      if (gateway.atUpstream(behaviour).isEmpty()) {
        return Verdict.notPassed(call);
      }
      Ending ending = call.awaitEnd(gateway.patience().end());
      if (ERROR_EVENT.matcher(call.body()).find()) {
        return Verdict.good("error event");
      }
      if (call.status() >= 400) {
        return Verdict.good("answered with " + call.status());
      }
      boolean done = call.body().contains("[DONE]");
      return switch (ending) {
        case BROKEN -> Verdict.good("broken transfer");
        case COMPLETE -> Verdict.bad(done ? "clean end with [DONE]" : "clean end, no [DONE]");
        case OPEN -> Verdict.bad("nothing, the stream stays open");
      };
    }
  }

  /** Without a sign of life a proxy or a client on the way takes the connection for dead. */
  private static Verdict silentStream(Gateway gateway) throws IOException {
    try (Call call = gateway.send(Behaviour.STALL)) {
      if (!call.awaitEvent(Replies.WORD_BEFORE_FAULT, gateway.patience().arrival())) {
        return Verdict.notPassed(call);
      }
      int before = call.body().length();
      long start = System.nanoTime();
      if (!call.awaitMore(gateway.patience().silence())) {
        return Verdict.bad("nothing is sent");
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      String said = call.body().substring(before).strip();
      return said.isEmpty() || said.contains("rror")
          ? Verdict.bad("gives up after %d s".formatted(seconds))
          : Verdict.good("“%s” after %d s".formatted(said, seconds));
    }
  }

  /** A gateway that does not notice lets the model work, and its user pay, for nobody. */
  private static Verdict lostClient(Gateway gateway, Behaviour behaviour) throws IOException {
    try (Call call = gateway.send(behaviour)) {
      Optional<Exchange> upstream = gateway.atUpstream(behaviour);
      boolean begun =
          !behaviour.streams()
              || call.awaitEvent(Replies.WORD_BEFORE_FAULT, gateway.patience().arrival());
      if (upstream.isEmpty() || !begun) {
        return Verdict.notPassed(call);
      }
      call.close();
      upstream.get().awaitEnd(gateway.patience().release());
      return Verdict.good("upstream closed");
    } catch (AssertionError tooLate) {
      return Verdict.bad("upstream goes on");
    }
  }

  /**
   * What a gateway does not know of a request, it should not drop; what it knows, not round.
   *
   * @param value as JSON, without comma or bracket in it
   * @param inMessage whether the field stands in a message, else in the body
   */
  private static Verdict keptField(Gateway gateway, String name, String value, boolean inMessage)
      throws IOException {
    String field = ",\"" + name + "\":" + value;
    try (Call call =
        gateway.send(Behaviour.ANSWER, inMessage ? field : "", inMessage ? "" : field)) {
      Optional<Exchange> upstream = gateway.atUpstream(Behaviour.ANSWER);
      if (upstream.isEmpty()) {
        return Verdict.notPassed(call);
      }
      Matcher kept =
          Pattern.compile("\"" + name + "\"\\s*:\\s*([^,\\]}]*)")
              .matcher(upstream.get().request().body().utf8());
      String arrived = kept.find() ? kept.group(1).strip() : "dropped";
      return arrived.equals(value) ? Verdict.good("same") : Verdict.bad(arrived);
    }
  }

  private static Verdict keptJson(Gateway gateway) throws IOException {
    try (Call call = gateway.send(Behaviour.ANSWER)) {
      if (!isWhole(call, gateway)) {
        return Verdict.notPassed(call);
      }
      return call.body().equals(Replies.JSON)
          ? Verdict.good("same")
          : Verdict.bad(hasSameValues(call.body()) ? "written anew" : "changed");
    }
  }

  private static boolean hasSameValues(String body) {
    try {
      JsonMapper json = JsonMapper.shared();
      return json.readTree(body).equals(json.readTree(Replies.JSON));
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Verdict keptStream(Gateway gateway) throws IOException {
    try (Call call = gateway.send(Behaviour.STREAM)) {
      if (!isWhole(call, gateway)) {
        return Verdict.notPassed(call);
      }
      if (call.body().equals(Replies.streamed())) {
        return Verdict.good("same");
      }
      // Comments and other fields of an event are the gateway's; the chunks are the model's.
      return chunks(call.body()).equals(chunks(Replies.streamed()))
          ? Verdict.good("same chunks")
          : Verdict.bad("changed");
    }
  }

  private static boolean isWhole(Call call, Gateway gateway) throws IOException {
    return call.awaitEnd(gateway.patience().arrival()) == Ending.COMPLETE && call.status() == 200;
  }

  private static List<String> chunks(String body) {
    return body.lines().filter(line -> line.startsWith("data:")).toList();
  }

  /** The client's key is the gateway's affair: a provider, or its log, should not see it. */
  private static Verdict keptKey(Gateway gateway) throws IOException {
    try (Call call = gateway.send(Behaviour.ANSWER)) {
      Optional<Exchange> upstream = gateway.atUpstream(Behaviour.ANSWER);
      if (upstream.isEmpty()) {
        return Verdict.notPassed(call);
      }
      String head = upstream.get().request().head().latin1();
      if (head.contains(gateway.key())) {
        return Verdict.bad("goes upstream");
      }
      boolean replaced = head.toLowerCase(Locale.ROOT).contains("\nauthorization:");
      return Verdict.good(replaced ? "replaced" : "removed");
    }
  }
}
