package llmchat.server.call;

import java.util.List;
import java.util.function.Supplier;
import llmchat.llm.Failure;
import llmchat.llm.routing.Catalogue;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;

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
    List<Model> models = catalogue.get().names().stream().map(this::model).toList();
    exchange.send(200, JsonBody.of(new All("list", models)));
  }

  /** Answers with the model in the path parameter {@code model}. */
  public void sendOne(Exchange exchange) {
    String name = exchange.pathParameter("model");
    if (catalogue.get().serves(name)) {
      exchange.send(200, JsonBody.of(model(name)));
    } else {
      exchange.fail(new Failure.UnknownModel(name));
    }
  }

  private Model model(String name) {
    return new Model(name, "model", created, "llm-chat");
  }

  private record Model(String id, String object, long created, String ownedBy) {}

  private record All(String object, List<Model> data) {}
}
