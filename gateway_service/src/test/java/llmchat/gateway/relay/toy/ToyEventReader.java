package llmchat.gateway.relay.toy;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import llmchat.llm.EventReader;
import llmchat.llm.Usage;
import tools.jackson.databind.JsonNode;

/** Reads {@code {"word"}}, {@code {"oops"}} and, at the end, {@code {"over": true, "cost"}}. */
final class ToyEventReader implements EventReader {
  private JsonNode event = ToyJson.read(new byte[0]);

  @Override
  public Verdict read(byte[] bytes, int from, int to) {
    event = ToyJson.read(Arrays.copyOfRange(bytes, from, to));
    if (event.has("oops")) {
      return Verdict.ERROR;
    }
    return event.path("over").asBoolean(false) ? Verdict.END : Verdict.PASS;
  }

  @Override
  public Buffer rewritten(byte[] bytes, int from, int to) {
    throw new IllegalStateException("nothing is rewritten");
  }

  @Override
  public boolean content() {
    return event.has("word");
  }

  @Override
  public boolean finishes() {
    return false;
  }

  @Override
  public Optional<Usage> usage() {
    return event.has("cost") ? Optional.of(ToyProviderSide.usage(event)) : Optional.empty();
  }

  @Override
  public boolean onlyText() {
    return false;
  }

  @Override
  public int textFrom() {
    return 0;
  }

  @Override
  public int textTo() {
    return 0;
  }

  @Override
  public boolean isString(byte[] bytes, int from, int to) {
    return false;
  }
}
