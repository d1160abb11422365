package llmchat.llm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a request failed: the closed set of this program's own errors. {@link Problem} maps each to a
 * status and a message. All texts may be shown to the client. Immutable.
 */
public sealed interface Failure {
  /** The kind in snake case, for logs and metrics, such as {@code unknown_model}. */
  default String kind() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** An invalid request; {@code param} names the field, if one is to blame. */
  record BadRequest(String message, Optional<String> param) implements Failure {
    /** An invalid request without a particular field. */
    public static BadRequest of(String message) {
      return new BadRequest(message, Optional.empty());
    }
  }

  /** Form fields that break validation rules; at least one. */
  record InvalidFields(List<FieldProblem> fields) implements Failure {
    public InvalidFields {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One invalid field.
   *
   * @param field the field's name
   * @param type the kind of problem in FastAPI's words, such as {@code missing} or {@code
   *     string_too_long}
   * @param message what is wrong, for the client
   */
  record FieldProblem(String field, String type, String message) {}

  /** No API key, or an unknown one. */
  record Unauthorized() implements Failure {}

  /** A log-in with a wrong name or password; the client does not learn which. */
  record WrongCredentials() implements Failure {}

  /** The caller is known but not allowed to do this. */
  record Forbidden(String message) implements Failure {}

  /** The service does not answer for this host name; lower case, without a port. */
  record UnknownHost(String host) implements Failure {}

  /** No route for this path. */
  record NoSuchPath(String path) implements Failure {}

  /** A resource that does not exist or does not belong to the caller. */
  record NotFound(String message) implements Failure {}

  /** The request conflicts with the current state of the resource. */
  record Conflict(String message) implements Failure {}

  /** The path has routes for other methods only; {@code allow} is the value of {@code Allow}. */
  record MethodNotAllowed(String allow) implements Failure {}

  /** A model that no target serves. */
  record UnknownModel(String model) implements Failure {}

  /** The body is larger than {@code limit} bytes. */
  record BodyTooLarge(long limit) implements Failure {}

  /** The body has a type or encoding that is not supported. */
  record UnsupportedMedia(String message) implements Failure {}

  /** The body did not arrive in time. */
  record BodyTooSlow() implements Failure {}

  /** The client closed the connection or the stream before the answer was complete. */
  record ClientGone() implements Failure {}

  /**
   * A rate limit of this gateway was reached; {@code limit} is its text, such as {@code 60/minute}.
   */
  record RateLimited(String limit, Duration retryAfter) implements Failure {}

  /**
   * The caller holds its full share of a pool that all callers use; see {@link Pool}.
   *
   * @param what the pool holds, as shown to clients: "memory for request bodies"
   */
  record ShareUsed(String what, Duration retryAfter) implements Failure {}

  /** A queue or pool is exhausted; {@code what} completes "Overloaded: …". */
  record Overloaded(String what, Duration retryAfter) implements Failure {}

  /** The service is shutting down and accepts no new work. */
  record ShuttingDown() implements Failure {}

  /** The database cannot be reached, and the request needs it. */
  record StoreUnavailable() implements Failure {}

  /** The inference service cannot be reached. */
  record InferenceUnreachable() implements Failure {}

  /** The provider cannot be reached; nothing was sent. */
  record UpstreamUnreachable() implements Failure {}

  /** The provider took longer than allowed; {@code phase} names the timeout. */
  record UpstreamTimeout(String phase) implements Failure {}

  /** The provider's answer broke the protocol; {@code problem} says how. */
  record UpstreamBroken(String problem) implements Failure {}

  /** The provider rejected the operator's key. */
  record UpstreamRefusedKey() implements Failure {}

  /** A bug or an unexpected error in this program. */
  record Internal() implements Failure {}
}
