package llmchat.llm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call has no answer: the closed set of our own problems, each turned into a status and a
 * body in one place ({@code llmchat.llm.Problem}). The texts are fit for the client's eyes.
 */
public sealed interface Failure {
  /** Its kind in one word with underscores, for logs and metrics, such as {@code unknown_model}. */
  default String kind() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** The request itself is wrong; {@code param} names the field. */
  record BadRequest(String message, Optional<String> param) implements Failure {
    /** A request that is wrong as a whole. */
    public static BadRequest of(String message) {
      return new BadRequest(message, Optional.empty());
    }
  }

  /** Fields of a form that break its rules. */
  record InvalidFields(List<FieldProblem> fields) implements Failure {
    public InvalidFields {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One field that breaks a rule.
   *
   * @param field the field's name
   * @param type the kind of problem in FastAPI's words, such as {@code missing} or {@code
   *     string_too_long}
   * @param message what is wrong, fit for the client
   */
  record FieldProblem(String field, String type, String message) {}

  /** No key, or none that we know. */
  record Unauthorized() implements Failure {}

  /** A log-in with a name or a password that is not right; it does not say which. */
  record WrongCredentials() implements Failure {}

  /** A known caller who may not do this. */
  record Forbidden(String message) implements Failure {}

  /** A host that no service here is known by; in lower case, without a port. */
  record UnknownHost(String host) implements Failure {}

  /** A path that nothing answers. */
  record NoSuchPath(String path) implements Failure {}

  /** A thing that is not there, or not the caller's. */
  record NotFound(String message) implements Failure {}

  /** Something that cannot be done as things stand. */
  record Conflict(String message) implements Failure {}

  /** A path that another method answers; {@code allow} is the value for {@code Allow}. */
  record MethodNotAllowed(String allow) implements Failure {}

  /** A model that no target serves. */
  record UnknownModel(String model) implements Failure {}

  /** A body over the limit, in bytes. */
  record BodyTooLarge(long limit) implements Failure {}

  /** A body in a form we do not read. */
  record UnsupportedMedia(String message) implements Failure {}

  /** The body did not arrive in time. */
  record BodyTooSlow() implements Failure {}

  /** The client went away; nobody reads the answer. */
  record ClientGone() implements Failure {}

  /** One of our own limits was reached; {@code limit} says which, such as {@code 60/minute}. */
  record RateLimited(String limit, Duration retryAfter) implements Failure {}

  /**
   * The caller has its share of something that all share, and must give some back first.
   *
   * @param what it is, as clients read it: "memory for request bodies"
   */
  record ShareUsed(String what, Duration retryAfter) implements Failure {}

  /** A queue of ours is full. */
  record Overloaded(String what, Duration retryAfter) implements Failure {}

  /** The service is stopping and takes no new work. */
  record ShuttingDown() implements Failure {}

  /** The database is away and the answer is not known without it. */
  record StoreUnavailable() implements Failure {}

  /** The inference service cannot be reached. */
  record InferenceUnreachable() implements Failure {}

  /** The provider cannot be reached; nothing was sent. */
  record UpstreamUnreachable() implements Failure {}

  /** The provider took longer than allowed; {@code phase} names the timeout. */
  record UpstreamTimeout(String phase) implements Failure {}

  /** The provider's answer broke the protocol; {@code problem} says how. */
  record UpstreamBroken(String problem) implements Failure {}

  /** The provider does not accept the operator's key. */
  record UpstreamRefusedKey() implements Failure {}

  /** A fault of ours. */
  record Internal() implements Failure {}
}
