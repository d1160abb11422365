package llmchat.bench.fault;

import java.util.List;
import llmchat.bench.fault.ClientCall.Ending;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The upstream's answer as it reaches the client, JSON or stream. */
record KeptAnswer(String fault, Behaviour behaviour) implements Probe {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    try (Bench.Call call = bench.send(behaviour)) {
      Ending ending = call.client().awaitEnd(bench.patience().arrival());
      if (ending != Ending.COMPLETE || call.client().status() != 200) {
        return Verdict.notPassed(call.client());
      }
      String body = call.client().body();
      return behaviour.streams() ? judgeStream(body) : judgeJson(body);
    }
  }

  private static Verdict judgeJson(String body) {
    if (body.equals(Script.ANSWER)) {
      return Verdict.good("same");
    }
    return Verdict.bad(sameValues(body) ? "written anew" : "changed");
  }

  private static boolean sameValues(String body) {
    try {
      return JSON.readTree(body).equals(JSON.readTree(Script.ANSWER));
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Verdict judgeStream(String body) {
    if (body.equals(Script.streamed())) {
      return Verdict.good("same");
    }
    // Comments and other fields of an event are the gateway's; the chunks are the model's.
    return chunks(body).equals(chunks(Script.streamed()))
        ? Verdict.good("same chunks")
        : Verdict.bad("changed");
  }

  private static List<String> chunks(String body) {
    return body.lines().filter(line -> line.startsWith("data:")).toList();
  }
}
