package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a record as JSON: its components in order, with names in snake case, and null for null or
 * an empty {@code Optional}. Not for the path of model calls.
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
