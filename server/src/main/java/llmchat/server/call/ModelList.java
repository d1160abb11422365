package llmchat.server.call;

import java.util.List;
import java.util.function.Supplier;
import llmchat.llm.Failure;
import llmchat.llm.routing.Catalogue;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;

/**
 * The models that a service answers for, in the form of OpenAI's model list. Any event loop.
 *
 * @param catalogue the models
 * @param created the same for all, in seconds since 1970: when this service started
 */
public record ModelList(Supplier<Catalogue> catalogue, long created) {
  /** Answers with the list. */
  public void sendAll(Exchange exchange) {
    List<Model> models = catalogue.get().names().stream().map(this::model).toList();
    exchange.send(200, JsonBody.of(new All("list", models)));
  }

  /** Answers with the one that the path names as {@code {model*}}. */
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
