package llmchat.server.call;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import llmchat.llm.Failure;
import llmchat.llm.json.Splice;
import llmchat.llm.routing.Catalogue;
import llmchat.server.http.Exchange;

/**
 * The models that a service answers for, in the form of OpenAI's model list. Any event loop.
 *
 * @param catalogue the models
 * @param created the same for all, in seconds since 1970: when this service started
 */
public record ModelList(Supplier<Catalogue> catalogue, long created) {
  /** Answers with the list. */
  public void sendAll(Exchange exchange) {
    exchange.send(
        200,
        Buffer.buffer(
            catalogue.get().names().stream()
                .map(this::json)
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"))));
  }

  /** Answers with the one that the path names as {@code {model*}}. */
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
