package llmchat.gateway.relay.toy;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import llmchat.llm.Envelope;
import llmchat.llm.EventReader;
import llmchat.llm.KeyHeader;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;
import llmchat.llm.Secret;
import llmchat.llm.Usage;
import tools.jackson.databind.JsonNode;

/**
 * How toy providers are spoken to: the model stands in the path, the key in a header of its own.
 */
final class ToyProviderSide implements ProviderSide {
  @Override
  public String path(LlmCall call, String model) {
    return "/" + model + "/say";
  }

  @Override
  public KeyHeader authentication(Secret key) {
    return new KeyHeader("x-toy-key", key);
  }

  @Override
  public Buffer body(LlmCall call, String model, boolean usageInStreams) {
    return call.body();
  }

  @Override
  public boolean passes(String header) {
    return header.equalsIgnoreCase("x-toy-weather");
  }

  @Override
  public EventReader events(Envelope envelope) {
    return new ToyEventReader();
  }

  @Override
  public LlmReply whole(int status, Map<String, String> headers, Buffer body) {
    if (status >= 400) {
      return new LlmReply.Refused(status, headers, body);
    }
    return new LlmReply.Whole(status, headers, body, usage(ToyJson.read(body.getBytes())));
  }

  @Override
  public LlmReply refusal(Map<String, String> headers, Buffer error) {
    return new LlmReply.Refused(502, headers, error);
  }

  /** What {@code {"cost": {"in", "out"}}} says. */
  static Usage usage(JsonNode json) {
    JsonNode cost = json.path("cost");
    return cost.isObject()
        ? Usage.reported(cost.path("in").asLong(0), cost.path("out").asLong(0))
        : Usage.NONE;
  }
}
