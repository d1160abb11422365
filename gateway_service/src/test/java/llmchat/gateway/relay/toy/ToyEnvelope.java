package llmchat.gateway.relay.toy;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.Envelope;
import tools.jackson.databind.JsonNode;

/** What a toy call says. */
record ToyEnvelope(String model, boolean stream) implements Envelope {
  static ToyEnvelope read(Buffer body) throws BadEnvelopeException {
    JsonNode json = ToyJson.read(body.getBytes());
    if (!json.path("to").isString()) {
      throw new BadEnvelopeException("'to' is missing.", "to");
    }
    return new ToyEnvelope(json.path("to").asString(), json.path("live").asBoolean(false));
  }

  @Override
  public OptionalLong maxTokens() {
    return OptionalLong.empty();
  }

  @Override
  public int choices() {
    return 1;
  }

  @Override
  public Optional<String> user() {
    return Optional.empty();
  }
}
