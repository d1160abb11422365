package llmchat.server.http;

import io.vertx.core.http.HttpMethod;
import llmchat.llm.AnswerForm;

/**
 * What answers one method on one path.
 *
 * @param method the method
 * @param path the path without its trailing slash; a segment in braces is a parameter, and one that
 *     ends in {@code *}, as in <code>{model*}</code>, takes the rest of the path
 * @param form the form of its errors
 * @param quiet whether a success is not worth a line in the log, as for probes
 * @param handler answers; called on the event loop with the request's body not read yet
 */
public record Route(
    HttpMethod method, String path, AnswerForm form, boolean quiet, Handler handler) {

  /** Answers an exchange. */
  public interface Handler {
    /** Answers; what it throws is answered as a fault of ours. */
    void handle(Exchange exchange);
  }

  /** Stands for a path that nothing answers. */
  static final Route NONE =
      new Route(HttpMethod.GET, "none", Front.DEFAULT.form(), false, exchange -> {});

  /** Whether some segment is a parameter. */
  boolean hasParameters() {
    return path.indexOf('{') >= 0;
  }
}
