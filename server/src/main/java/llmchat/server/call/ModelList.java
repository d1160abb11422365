package llmchat.server.call;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import llmchat.llm.Failure;
import llmchat.llm.json.Splice;
import llmchat.llm.routing.Catalogue;
import llmchat.server.http.Exchange;

/**
 * Answers {@code GET /v1/models} and {@code GET /v1/models/{model}} in OpenAI's format. Any event
 * loop.
 *
 * @param catalogue the models
 * @param created {@code created} of every model: when this service started, in seconds since 1970
 */
public record ModelList(Supplier<Catalogue> catalogue, long created) {
  /** Answers with the list of all models. */
  public void sendAll(Exchange exchange) {
    exchange.send(
        200,
        Buffer.buffer(
            catalogue.get().names().stream()
                .map(this::json)
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"))));
  }

  /** Answers with the model in the path parameter {@code model}. */
  public void sendOne(Exchange exchange) {
    String name = exchange.pathParameter("model");
    if (catalogue.get().serves(name)) {
      exchange.send(200, Buffer.buffer(json(name)));
    } else {
      exchange.fail(new Failure.UnknownModel(name));
    }
  }

  private String json(String name) {
    return "{\"id\":"
        + Splice.quoted(name)
        + ",\"object\":\"model\",\"created\":"
        + created
        + ",\"owned_by\":\"llm-chat\"}";
  }
}
