package llmchat.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import llmchat.llm.AnswerForm;
import llmchat.llm.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The routing table of a service. Paths are matched exactly as sent, apart from a trailing slash;
 * they are not normalised, so a path cannot mean one thing to a check and another to a handler.
 * Confined to one event loop.
 */
public final class Routes {
  /** The routes of one path that has parameters. */
  private record Parameterised(PathPattern pattern, List<Route> routes) {}

  private final List<Front> fronts = new ArrayList<>(2);
  private final Map<String, List<Route>> exact = new HashMap<>();
  private final Map<String, Parameterised> byPath = new HashMap<>();
  private final List<Parameterised> parameterised = new ArrayList<>();
  private final List<Route> all = new ArrayList<>();

  /** Adds a front; must come before the routes below it. */
  public Routes front(Front front) {
    fronts.add(front);
    return this;
  }

  /** Adds a route. */
  public Routes add(Route route) {
    all.add(route);
    if (!route.hasParameters()) {
      exact.computeIfAbsent(route.path(), path -> new ArrayList<>(2)).add(route);
      return this;
    }
    Parameterised known = byPath.get(route.path());
    if (known == null) {
      known = new Parameterised(PathPattern.of(route.path()), new ArrayList<>(2));
      byPath.put(route.path(), known);
      parameterised.add(known);
    }
    known.routes.add(route);
    return this;
  }

  /** Adds a route for GET, which also answers HEAD. */
  public Routes get(String path, Route.Handler handler) {
    return add(HttpMethod.GET, path, handler);
  }

  /** The same with errors in another form than the front's. */
  public Routes get(String path, AnswerForm form, Route.Handler handler) {
    return add(new Route(HttpMethod.GET, path, form, false, handler));
  }

  /** Adds a route for GET whose successes are not logged. */
  public Routes quiet(String path, Route.Handler handler) {
    return add(new Route(HttpMethod.GET, path, frontOf(path).form(), true, handler));
  }

  /** Adds a route for POST. */
  public Routes post(String path, Route.Handler handler) {
    return add(HttpMethod.POST, path, handler);
  }

  /** The same with errors in another form than the front's. */
  public Routes post(String path, AnswerForm form, Route.Handler handler) {
    return add(new Route(HttpMethod.POST, path, form, false, handler));
  }

  /** Adds a route for PUT. */
  public Routes put(String path, Route.Handler handler) {
    return add(HttpMethod.PUT, path, handler);
  }

  /** Adds a route for PATCH. */
  public Routes patch(String path, Route.Handler handler) {
    return add(HttpMethod.PATCH, path, handler);
  }

  /** Adds a route for DELETE. */
  public Routes delete(String path, Route.Handler handler) {
    return add(HttpMethod.DELETE, path, handler);
  }

  private Routes add(HttpMethod method, String path, Route.Handler handler) {
    return add(new Route(method, path, frontOf(path).form(), false, handler));
  }

  /** All routes, in the order in which they were added. */
  public List<Route> all() {
    return List.copyOf(all);
  }

  /** The front that a path belongs to, even without a route. */
  Front frontOf(String path) {
    for (Front front : fronts) {
      if (front.contains(path)) {
        return front;
      }
    }
    return Front.DEFAULT;
  }

  /** The form for requests whose path is unknown: that of the first front. */
  AnswerForm mainForm() {
    return fronts.isEmpty() ? Front.DEFAULT.form() : fronts.getFirst().form();
  }

  /** Finds the route of an exchange and calls its handler. */
  void dispatch(Exchange exchange) {
    String path = withoutTrailingSlash(exchange.request().path());
    List<Route> routes = exact.get(path);
    if (routes != null) {
      choose(exchange, routes, Map.of());
      return;
    }
    for (Parameterised candidate : parameterised) {
      Map<String, String> parameters = candidate.pattern.match(path);
      if (parameters != null) {
        choose(exchange, candidate.routes, parameters);
        return;
      }
    }
    exchange.fail(new Failure.NoSuchPath(path.length() > 200 ? path.substring(0, 200) : path));
  }

  private static void choose(
      Exchange exchange, List<Route> routes, Map<String, String> parameters) {
    HttpMethod method = exchange.request().method();
    Route first = routes.getFirst();
    if (method.equals(HttpMethod.OPTIONS) && Cors.isPreflight(exchange)) {
      exchange.routed(first, parameters);
      Cors.answerPreflight(exchange, allow(routes));
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
    exchange.routed(new Route(method, first.path(), first.form(), false, e -> {}), parameters);
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

  private static String withoutTrailingSlash(@Nullable String path) {
    if (path == null) {
      return "";
    }
    int length = path.length();
    return length > 1 && path.charAt(length - 1) == '/' ? path.substring(0, length - 1) : path;
  }
}
