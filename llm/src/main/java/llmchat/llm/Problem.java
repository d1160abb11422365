package llmchat.llm;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.json.JsonText;

/**
 * A {@link Failure} as HTTP: this is the one place that maps failures to status, message and
 * headers. An {@link AnswerForm} may adjust the wording and writes the body. Immutable.
 *
 * @param status the HTTP status
 * @param message what went wrong, for the client
 * @param code a code for programs, such as {@code model_not_found}
 * @param param the invalid field
 * @param headers additional response headers, lower-case names
 * @param fields the invalid fields of a form
 */
public record Problem(
    int status,
    String message,
    Optional<String> code,
    Optional<String> param,
    Map<String, String> headers,
    List<FieldProblem> fields) {
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  /** Longer model names are shortened in messages. */
  private static final int MAX_NAME = 80;

  /** The problem for a failure, before any form adjusts it. */
  public static Problem of(Failure failure) {
    return switch (failure) {
      case Failure.BadRequest(String message, Optional<String> param) ->
          of(400, message).param(param);
      case Failure.InvalidFields(List<FieldProblem> fields) ->
          of(422, fields.getFirst().message()).fields(fields);
      case Failure.Unauthorized() -> of(401, "Missing or unknown API key.").code("invalid_api_key");
      case Failure.WrongCredentials() -> of(401, "Incorrect username or password");
      case Failure.Forbidden(String message) -> of(403, message);
      case Failure.UnknownHost(String host) -> unknownHost(host);
      case Failure.NoSuchPath(String path) -> of(404, "Unknown path: " + path);
      case Failure.NotFound(String message) -> of(404, message);
      case Failure.Conflict(String message) -> of(409, message);
      case Failure.MethodNotAllowed(String allow) ->
          of(405, "Method Not Allowed").code("method_not_supported").header("allow", allow);
      case Failure.UnknownModel(String model) -> unknownModel(model);
      case Failure.BodyTooLarge(long limit) ->
          of(413, "The body is larger than the limit of " + limit + " bytes.")
              .code("request_too_large")
              .header("connection", "close");
      case Failure.UnsupportedMedia(String message) ->
          of(415, message).header("accept-encoding", "identity");
      case Failure.BodyTooSlow() ->
          of(408, "The body did not arrive in time.").header("connection", "close");
      case Failure.ClientGone() -> of(499, "The client closed the connection.");
      case Failure.RateLimited limited -> rateLimited(limited);
      case Failure.ShareUsed(String what, Duration retryAfter) ->
          of(
                  429,
                  "You are already using your share of the "
                      + what
                      + ". Please try again when some of your requests have ended.")
              .code("share_used")
              .retryAfter(retryAfter)
              .header("x-ratelimit-origin", "gateway");
      case Failure.Overloaded(String what, Duration retryAfter) ->
          of(503, "Overloaded: " + what + ". Please try again.")
              .code("server_is_overloaded")
              .retryAfter(retryAfter);
      case Failure.ShuttingDown() ->
          of(503, "The service is stopping.")
              .retryAfter(FIVE_SECONDS)
              .header("connection", "close");
      case Failure.StoreUnavailable() ->
          of(503, "The database cannot be reached.").retryAfter(FIVE_SECONDS);
      case Failure.InferenceUnreachable() ->
          of(503, "Failed to connect to chat service")
              .code("inference_unavailable")
              .retryAfter(Duration.ofSeconds(1));
      case Failure.UpstreamUnreachable() ->
          of(502, "The model provider cannot be reached.").code("upstream_unreachable");
      case Failure.UpstreamTimeout(String phase) ->
          of(504, "The model provider took too long (" + phase + " timeout).")
              .code("upstream_timeout");
      case Failure.UpstreamBroken(String problem) ->
          of(502, "The model provider sent an invalid response: " + problem + ".")
              .code("upstream_broken");
      case Failure.UpstreamRefusedKey() ->
          of(502, "The model provider refused the operator's credentials.")
              .code("upstream_auth_error");
      case Failure.Internal() -> of(500, "Internal error.");
    };
  }

  /** Host names are letters, digits and a few marks, so this one can be repeated as it is. */
  private static Problem unknownHost(String host) {
    String name = host.length() > MAX_NAME ? host.substring(0, MAX_NAME) + "…" : host;
    return of(
            421,
            "Calls from this machine must be for localhost, an IP address or a name in"
                + " ALLOWED_HOSTS, not for '"
                + name
                + "'. Behind a proxy on this machine, set TRUSTED_PROXIES to its address.")
        .code("unknown_host");
  }

  private static Problem unknownModel(String model) {
    String shown = model.length() > MAX_NAME ? model.substring(0, MAX_NAME) + "…" : model;
    return of(
            404,
            "The model "
                + JsonText.quoted(shown)
                + " does not exist. GET /v1/models lists the available models.")
        .code("model_not_found")
        .param(Optional.of("model"));
  }

  private static Problem rateLimited(Failure.RateLimited limited) {
    long seconds = seconds(limited.retryAfter());
    return of(
            429,
            "Rate limit of " + limited.limit() + " reached. Please try again in " + seconds + "s.")
        .code("rate_limit_exceeded")
        .retryAfter(limited.retryAfter())
        .header("x-ratelimit-origin", "gateway");
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  private static Problem of(int status, String message) {
    return new Problem(status, message, Optional.empty(), Optional.empty(), Map.of(), List.of());
  }

  /** The same with another status. */
  public Problem status(int value) {
    return new Problem(value, message, code, param, headers, fields);
  }

  /** The same with another message. */
  public Problem message(String value) {
    return new Problem(status, value, code, param, headers, fields);
  }

  /** The same with one more header, in lower case. */
  public Problem header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Problem(status, message, code, param, Map.copyOf(more), fields);
  }

  private Problem code(String value) {
    return new Problem(status, message, Optional.of(value), param, headers, fields);
  }

  private Problem param(Optional<String> value) {
    return new Problem(status, message, code, value, headers, fields);
  }

  private Problem fields(List<FieldProblem> value) {
    return new Problem(status, message, code, param, headers, value);
  }

  private Problem retryAfter(Duration duration) {
    return header("retry-after", Long.toString(seconds(duration)));
  }
}
