package llmchat.llm;

import java.util.Locale;

/** How an exchange or a call ended, as a label for logs and metrics. */
public enum Outcome {
  /** It succeeded. */
  OK,
  /** The request was invalid, or the provider rejected it. */
  REFUSED,
  /** The caller has no valid key, or is not allowed to do this. */
  DENIED,
  /** A limit of ours was reached. */
  LIMITED,
  /** The provider or the inference service failed. */
  UPSTREAM,
  /** The client disconnected first. */
  CLIENT_GONE,
  /** This program failed, or something that it depends on is unavailable. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in logs and metrics. */
  public String label() {
    return label;
  }

  /** The outcome for an HTTP status, where nothing more is known. */
  public static Outcome of(int status) {
    return status < 400 ? OK : status < 500 ? REFUSED : FAILED;
  }

  /** The outcome for a failure. */
  public static Outcome of(Failure failure) {
    return switch (failure) {
      case Failure.Unauthorized _, Failure.WrongCredentials _, Failure.Forbidden _ -> DENIED;
      case Failure.RateLimited _, Failure.ShareUsed _, Failure.Overloaded _ -> LIMITED;
      case Failure.ClientGone _ -> CLIENT_GONE;
      case Failure.InferenceUnreachable _,
          Failure.UpstreamUnreachable _,
          Failure.UpstreamRefusedKey _,
          Failure.UpstreamTimeout _,
          Failure.UpstreamBroken _ ->
          UPSTREAM;
      case Failure.ShuttingDown _, Failure.StoreUnavailable _, Failure.Internal _ -> FAILED;
      case Failure.BadRequest _,
          Failure.InvalidFields _,
          Failure.UnknownHost _,
          Failure.NoSuchPath _,
          Failure.NotFound _,
          Failure.Conflict _,
          Failure.MethodNotAllowed _,
          Failure.UnknownModel _,
          Failure.BodyTooLarge _,
          Failure.UnsupportedMedia _,
          Failure.BodyTooSlow _ ->
          REFUSED;
    };
  }
}
