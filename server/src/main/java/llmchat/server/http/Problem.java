package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.json.Splice;

/**
 * A {@link Failure} as HTTP: the one place where our own problems get their status, words and
 * headers.
 *
 * @param status the HTTP status
 * @param type OpenAI's {@code error.type}
 * @param code OpenAI's {@code error.code}
 * @param param the field that is wrong
 * @param message fit for the client's eyes
 * @param headers further headers
 * @param fields the fields of a form that break its rules
 */
public record Problem(
    int status,
    String type,
    Optional<String> code,
    Optional<String> param,
    String message,
    Map<String, String> headers,
    List<FieldProblem> fields) {

  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final String UNAVAILABLE = "service_unavailable_error";

  /** The problem that a failure is to a client that reads errors in the given shape. */
  public static Problem of(Failure failure, ErrorShape shape) {
    return switch (failure) {
      case Failure.BadRequest(String message, Optional<String> param) ->
          of(400, INVALID, message).param(param);
      case Failure.InvalidFields(List<FieldProblem> fields) ->
          of(422, INVALID, fields.getFirst().message()).fields(fields);
      case Failure.Unauthorized() -> unauthorized(shape);
      case Failure.WrongCredentials() ->
          of(401, INVALID, "Incorrect username or password").header("www-authenticate", "Bearer");
      case Failure.Forbidden(String message) -> of(403, "permission_error", message);
      case Failure.NoSuchPath(String path) ->
          of(404, INVALID, shape == ErrorShape.DETAIL ? "Not Found" : "Unknown path: " + path);
      case Failure.NotFound(String message) -> of(404, INVALID, message);
      case Failure.Conflict(String message) -> of(409, INVALID, message);
      case Failure.MethodNotAllowed(String allow) ->
          of(405, INVALID, "Method Not Allowed")
              .code("method_not_supported")
              .header("allow", allow);
      case Failure.UnknownModel(String model) ->
          of(
                  404,
                  INVALID,
                  "The model "
                      + quotedShort(model)
                      + " does not exist. GET /v1/models lists the available models.")
              .code("model_not_found")
              .param(Optional.of("model"));
      case Failure.BodyTooLarge(long limit) ->
          of(413, INVALID, "The body is larger than the limit of " + limit + " bytes.")
              .code("request_too_large")
              .header("connection", "close");
      case Failure.UnsupportedMedia(String message) ->
          of(415, INVALID, message).header("accept-encoding", "identity");
      case Failure.BodyTooSlow() ->
          of(408, INVALID, "The body did not arrive in time.").header("connection", "close");
      case Failure.ClientGone() -> of(499, INVALID, "The client closed the connection.");
      case Failure.RateLimited(String limit, Duration retryAfter) ->
          rateLimited(shape, limit, retryAfter);
      case Failure.Overloaded(String what, Duration retryAfter) ->
          of(503, UNAVAILABLE, "Overloaded: " + what + ". Please try again.")
              .code("server_is_overloaded")
              .retryAfter(retryAfter);
      case Failure.ShuttingDown() ->
          of(503, UNAVAILABLE, "The service is stopping.")
              .retryAfter(Duration.ofSeconds(5))
              .header("connection", "close");
      case Failure.StoreUnavailable() ->
          of(503, UNAVAILABLE, "The database cannot be reached.").retryAfter(Duration.ofSeconds(5));
      case Failure.InferenceUnreachable() ->
          of(503, UNAVAILABLE, "Failed to connect to chat service")
              .code("inference_unavailable")
              .retryAfter(Duration.ofSeconds(1));
      case Failure.UpstreamUnreachable() ->
          of(502, SERVER, "The model provider cannot be reached.").code("upstream_unreachable");
      case Failure.UpstreamTimeout(String phase) ->
          of(504, SERVER, "The model provider took too long (" + phase + " timeout).")
              .code("upstream_timeout");
      case Failure.UpstreamBroken(String problem) ->
          of(502, SERVER, "The model provider sent an invalid response: " + problem + ".")
              .code("upstream_broken");
      case Failure.UpstreamRefusedKey() ->
          of(502, SERVER, "The model provider refused the operator's credentials.")
              .code("upstream_auth_error");
      case Failure.Internal() -> of(500, SERVER, "Internal error.");
    };
  }

  /** The body in the given shape. */
  public Buffer body(ErrorShape shape) {
    return Buffer.buffer(shape == ErrorShape.OPENAI ? openAiBody() : detailBody());
  }

  private String openAiBody() {
    return "{\"error\":{\"message\":"
        + Splice.quoted(message)
        + ",\"type\":"
        + Splice.quoted(type)
        + ",\"param\":"
        + param.map(Splice::quoted).orElse("null")
        + ",\"code\":"
        + code.map(Splice::quoted).orElse("null")
        + "}}";
  }

  private String detailBody() {
    if (fields.isEmpty()) {
      return "{\"detail\":" + Splice.quoted(message) + "}";
    }
    StringBuilder detail = new StringBuilder("{\"detail\":[");
    for (FieldProblem field : fields) {
      detail.append(detail.charAt(detail.length() - 1) == '[' ? "" : ",");
      detail.append("{\"type\":").append(Splice.quoted(field.type()));
      detail.append(",\"loc\":[\"body\",").append(Splice.quoted(field.field()));
      detail.append("],\"msg\":").append(Splice.quoted(field.message()));
      // Clients may expect it; what was sent may be a secret.
      detail.append(",\"input\":null}");
    }
    return detail.append("]}").toString();
  }

  private static Problem unauthorized(ErrorShape shape) {
    return shape == ErrorShape.DETAIL
        ? of(403, INVALID, "Unauthorized")
        : of(401, INVALID, "Missing or unknown API key. Send it as 'Authorization: Bearer <key>'.")
            .code("invalid_api_key")
            .header("www-authenticate", "Bearer");
  }

  private static Problem rateLimited(ErrorShape shape, String limit, Duration retryAfter) {
    long seconds = seconds(retryAfter);
    String message =
        shape == ErrorShape.DETAIL
            ? "Rate limit exceeded"
            : "Rate limit of " + limit + " reached. Please try again in " + seconds + "s.";
    return of(429, "rate_limit_error", message)
        .code("rate_limit_exceeded")
        .retryAfter(retryAfter)
        .header("x-ratelimit-origin", "gateway");
  }

  private static String quotedShort(String model) {
    return Splice.quoted(model.length() > 80 ? model.substring(0, 80) + "…" : model);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  private static Problem of(int status, String type, String message) {
    return new Problem(
        status, type, Optional.empty(), Optional.empty(), message, Map.of(), List.of());
  }

  private Problem code(String value) {
    return new Problem(status, type, Optional.of(value), param, message, headers, fields);
  }

  private Problem param(Optional<String> value) {
    return new Problem(status, type, code, value, message, headers, fields);
  }

  private Problem fields(List<FieldProblem> value) {
    return new Problem(status, type, code, param, message, headers, value);
  }

  private Problem retryAfter(Duration duration) {
    return header("retry-after", Long.toString(seconds(duration)));
  }

  private Problem header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Problem(status, type, code, param, message, Map.copyOf(more), fields);
  }
}
