package llmchat.llm.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;

/**
 * Single texts of a JSON document in UTF-8, found without building anything of the rest: what a
 * provider sends may be of any size and shape. Pure functions.
 */
public final class JsonPath {
  /** In a path: the first element of an array. */
  public static final String FIRST = "[0]";

  private JsonPath() {}

  /**
   * The text at the end of a path of keys; empty if there is none, or the document is no JSON up to
   * there. What follows it is not read.
   *
   * @param path keys, and {@link #FIRST} for arrays
   */
  public static Optional<String> text(Buffer document, String... path) {
    var buffer = ((BufferInternal) document).getByteBuf();
    if (!buffer.hasArray()) {
      return text(document.getBytes(), 0, document.length(), path);
    }
    int from = buffer.arrayOffset() + buffer.readerIndex();
    return text(buffer.array(), from, from + document.length(), path);
  }

  private static Optional<String> text(byte[] bytes, int from, int to, String... path) {
    try {
      return find(new JsonScanner().reset(bytes, from, to), path, 0);
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(JsonScanner json, String[] path, int depth)
      throws MalformedJsonException {
    if (depth == path.length) {
      return json.nextIs('"') ? Optional.of(json.readString()) : Optional.empty();
    }
    if (path[depth].equals(FIRST)) {
      return inArray(json, path, depth);
    }
    return json.nextIs('{') ? inObject(json, path, depth) : Optional.empty();
  }

  private static Optional<String> inArray(JsonScanner json, String[] path, int depth)
      throws MalformedJsonException {
    if (!json.nextIs('[')) {
      return Optional.empty();
    }
    json.enterArray();
    return json.nextElement(true) ? find(json, path, depth + 1) : Optional.empty();
  }

  private static Optional<String> inObject(JsonScanner json, String[] path, int depth)
      throws MalformedJsonException {
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs(path[depth])) {
        return find(json, path, depth + 1);
      }
      json.skipValue();
    }
    return Optional.empty();
  }
}
