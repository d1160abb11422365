package llmchat.bench.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of the request as it reaches the upstream. What a gateway does not know, it should not
 * drop; what it knows, it should not round.
 *
 * @param name of a field that stands nowhere else
 * @param value as JSON, without comma or bracket in it
 * @param inMessage whether it stands in a message, else in the body
 */
record KeptField(String fault, String name, String value, boolean inMessage) implements Probe {
  static KeptField inBody(String fault, String name, String value) {
    return new KeptField(fault, name, value, false);
  }

  static KeptField inMessage(String fault, String name, String value) {
    return new KeptField(fault, name, value, true);
  }

  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    String field = ",\"" + name + "\":" + value;
    try (Bench.Call call =
        bench.send(Behaviour.ANSWER, inMessage ? field : "", inMessage ? "" : field)) {
      Optional<UpstreamCall> upstream = call.atUpstream();
      return upstream.isEmpty() ? Verdict.notPassed(call.client()) : judge(upstream.get().body());
    }
  }

  private Verdict judge(String body) {
    Matcher field =
        Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*([^,\\]}]*)").matcher(body);
    if (!field.find()) {
      return Verdict.bad("dropped");
    }
    String arrived = field.group(1).strip();
    return arrived.equals(value) ? Verdict.good("same") : Verdict.bad(arrived);
  }
}
