package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of an answer from a record: its components in their order under names in snake case,
 * with null for what is null or an empty {@code Optional}. What a model call writes by the event is
 * written by {@link llmchat.llm.json.JsonText} instead.
 */
public final class JsonBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private JsonBody() {}

  /** The record as UTF-8 bytes. */
  public static Buffer of(Record answer) {
    return Buffer.buffer(JSON.writeValueAsBytes(answer));
  }

  /** The answer {@code {"message": …}}. */
  public static Buffer message(String text) {
    return of(new Message(text));
  }

  private record Message(String message) {}
}
