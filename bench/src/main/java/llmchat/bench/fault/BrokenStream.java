package llmchat.bench.fault;

import java.util.regex.Pattern;

/**
 * The upstream goes away within a stream. A client that is not told takes half an answer for a
 * whole one.
 */
record BrokenStream(String fault, Behaviour behaviour) implements Probe {
  private static final Pattern ERROR_EVENT =
      Pattern.compile("(?m)^event: ?error|^data: ?\\{\\s*\"error\"\\s*:");

  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    try (Bench.Call call = bench.send(behaviour)) {
      if (call.atUpstream().isEmpty()) {
        return Verdict.notPassed(call.client());
      }
      ClientCall.Ending ending = call.client().awaitEnd(bench.patience().end());
      return judge(call.client(), ending);
    }
  }

  private static Verdict judge(ClientCall client, ClientCall.Ending ending) {
    if (ERROR_EVENT.matcher(client.body()).find()) {
      return Verdict.good("error event");
    }
    if (client.status() >= 400) {
      return Verdict.good("answered with " + client.status());
    }
    return switch (ending) {
      case BROKEN -> Verdict.good("broken transfer");
      case COMPLETE ->
          Verdict.bad(
              client.body().contains("[DONE]") ? "clean end with [DONE]" : "clean end, no [DONE]");
      case OPEN -> Verdict.bad("nothing, the stream stays open");
    };
  }
}
