package llmchat.server.http;

import io.vertx.core.http.HttpMethod;
import llmchat.llm.AnswerForm;

/**
 * A route: the handler for one method and path.
 *
 * @param method the method
 * @param path the path without a trailing slash; a segment in braces is a parameter, and one that
 *     ends in {@code *}, as in <code>{model*}</code>, matches the rest of the path
 * @param form the form of its errors
 * @param quiet whether successes are left out of the log, as for probes
 * @param handler called on the event loop, before the request's body is read
 */
public record Route(
    HttpMethod method, String path, AnswerForm form, boolean quiet, Handler handler) {

  /** Answers an exchange. */
  public interface Handler {
    /** Answers the exchange, now or later; anything it throws is answered with 500. */
    void handle(Exchange exchange);
  }

  /** A placeholder for exchanges without a route. */
  static final Route NONE =
      new Route(HttpMethod.GET, "none", Front.DEFAULT.form(), false, exchange -> {});

  /** Whether some segment is a parameter. */
  boolean hasParameters() {
    return path.indexOf('{') >= 0;
  }
}
