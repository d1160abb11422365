package llmchat.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route with parameters, split into segments.
 *
 * @param segments the segments; one in braces is a parameter
 * @param takesRest whether the last parameter matches the rest of a path
 */
record PathPattern(List<String> segments, boolean takesRest) {

  static PathPattern of(String path) {
    List<String> segments = List.of(path.substring(1).split("/"));
    return new PathPattern(segments, segments.getLast().endsWith("*}"));
  }

  /** The parameters of a path, decoded; null if the path does not match. */
  @Nullable Map<String, String> match(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return null;
    }
    String[] asked = path.substring(1).split("/", -1);
    if (takesRest ? asked.length < segments.size() : asked.length != segments.size()) {
      return null;
    }
    Map<String, String> parameters = HashMap.newHashMap(2);
    for (int i = 0; i < segments.size(); i++) {
      if (!matchOne(asked, i, parameters)) {
        return null;
      }
    }
    return parameters;
  }

  private boolean matchOne(String[] asked, int i, Map<String, String> parameters) {
    String expected = segments.get(i);
    if (expected.charAt(0) != '{') {
      return expected.equals(asked[i]);
    }
    boolean rest = takesRest && i == segments.size() - 1;
    String value = decode(rest ? String.join("/", Stream.of(asked).skip(i).toList()) : asked[i]);
    if (value == null || value.isEmpty()) {
      return false;
    }
    parameters.put(expected.substring(1, expected.length() - (rest ? 2 : 1)), value);
    return true;
  }

  private static @Nullable String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
