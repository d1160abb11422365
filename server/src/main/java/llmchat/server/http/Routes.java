package llmchat.server.http;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import llmchat.llm.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The table of everything a service answers; what is not in it does not exist. A path is looked up
 * exactly as it was sent, with or without its trailing slash: nothing is normalised, so the path
 * that was authorised is the path that runs.
 */
public final class Routes {
  private final Map<String, List<Route>> exact = new HashMap<>();
  private final List<Route> withParameters = new ArrayList<>();
  private final List<Route> all = new ArrayList<>();

  /** Adds a route. */
  public Routes add(Route route) {
    all.add(route);
    if (route.hasParameters()) {
      withParameters.add(route);
    } else {
      exact.computeIfAbsent(route.path(), path -> new ArrayList<>(2)).add(route);
    }
    return this;
  }

  /** Adds a route for GET, and so for HEAD. */
  public Routes get(String path, ErrorShape shape, Route.Handler handler) {
    return add(new Route(HttpMethod.GET, path, shape, false, handler));
  }

  /** Adds a route for GET whose successes are not logged. */
  public Routes quiet(String path, Route.Handler handler) {
    return add(new Route(HttpMethod.GET, path, ErrorShape.DETAIL, true, handler));
  }

  /** Adds a route for POST. */
  public Routes post(String path, ErrorShape shape, Route.Handler handler) {
    return add(new Route(HttpMethod.POST, path, shape, false, handler));
  }

  /** Adds a route for PUT. */
  public Routes put(String path, ErrorShape shape, Route.Handler handler) {
    return add(new Route(HttpMethod.PUT, path, shape, false, handler));
  }

  /** Adds a route for PATCH. */
  public Routes patch(String path, ErrorShape shape, Route.Handler handler) {
    return add(new Route(HttpMethod.PATCH, path, shape, false, handler));
  }

  /** Adds a route for DELETE. */
  public Routes delete(String path, ErrorShape shape, Route.Handler handler) {
    return add(new Route(HttpMethod.DELETE, path, shape, false, handler));
  }

  /** All routes, in the order in which they were added. */
  public List<Route> all() {
    return List.copyOf(all);
  }

  /** Finds what answers the exchange and lets it answer. */
  void dispatch(Exchange exchange) {
    String path = withoutTrailingSlash(exchange.request().path());
    List<Route> routes = exact.get(path);
    if (routes != null) {
      choose(exchange, routes, Map.of());
      return;
    }
    for (Route route : withParameters) {
      Map<String, String> parameters = match(route.segments(), path);
      if (parameters != null) {
        choose(exchange, samePath(route), parameters);
        return;
      }
    }
    exchange.fail(new Failure.NoSuchPath(path.length() > 200 ? path.substring(0, 200) : path));
  }

  private List<Route> samePath(Route route) {
    return withParameters.stream().filter(other -> other.path().equals(route.path())).toList();
  }

  private static void choose(
      Exchange exchange, List<Route> routes, Map<String, String> parameters) {
    HttpMethod method = exchange.request().method();
    if (method.equals(HttpMethod.OPTIONS) && Cors.isPreflight(exchange, routes.getFirst())) {
      exchange.routed(routes.getFirst(), parameters);
      Cors.allow(exchange, allow(routes));
      return;
    }
    HttpMethod effective = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    for (Route route : routes) {
      if (route.method().equals(effective)) {
        exchange.routed(route, parameters);
        route.handler().handle(exchange);
        return;
      }
    }
    exchange.routed(
        new Route(method, routes.getFirst().path(), routes.getFirst().shape(), false, e -> {}),
        parameters);
    exchange.fail(new Failure.MethodNotAllowed(allow(routes)));
  }

  private static String allow(List<Route> routes) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      methods.add(route.method().name());
      if (route.method().equals(HttpMethod.GET)) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }

  private static @Nullable Map<String, String> match(List<String> pattern, String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return null;
    }
    String[] segments = path.substring(1).split("/", -1);
    boolean takesRest = pattern.getLast().endsWith("*}");
    if (takesRest ? segments.length < pattern.size() : segments.length != pattern.size()) {
      return null;
    }
    Map<String, String> parameters = HashMap.newHashMap(2);
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      boolean rest = takesRest && i == pattern.size() - 1;
      String actual = rest ? String.join("/", Stream.of(segments).skip(i).toList()) : segments[i];
      if (expected.charAt(0) != '{') {
        if (!expected.equals(actual)) {
          return null;
        }
      } else {
        String decoded = decode(actual);
        if (decoded == null || decoded.isEmpty()) {
          return null;
        }
        parameters.put(expected.substring(1, expected.length() - (rest ? 2 : 1)), decoded);
      }
    }
    return parameters;
  }

  private static @Nullable String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String withoutTrailingSlash(@Nullable String path) {
    if (path == null) {
      return "";
    }
    int length = path.length();
    return length > 1 && path.charAt(length - 1) == '/' ? path.substring(0, length - 1) : path;
  }
}
