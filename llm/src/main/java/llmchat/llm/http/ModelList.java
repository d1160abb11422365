package llmchat.llm.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import llmchat.llm.json.Splice;

/**
 * The models that a service answers for, in the form of OpenAI's model list.
 *
 * @param names in the order to show
 * @param created the same for all, in seconds since 1970: when this service started
 */
public record ModelList(List<String> names, long created) {
  public ModelList {
    names = List.copyOf(names);
  }

  /** The list. */
  public Buffer all() {
    return Buffer.buffer(
        names.stream()
            .map(this::json)
            .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
  }

  /** One of them. */
  public Optional<Buffer> one(String name) {
    return names.contains(name) ? Optional.of(Buffer.buffer(json(name))) : Optional.empty();
  }

  private String json(String name) {
    return "{\"id\":"
        + Splice.quoted(name)
        + ",\"object\":\"model\",\"created\":"
        + created
        + ",\"owned_by\":\"llm-chat\"}";
  }
}
