package llmchat.llm;

import java.util.Locale;

/** How an exchange ended, as logs and metrics name it. */
public enum Outcome {
  /** The client got what it asked for. */
  OK,
  /** The client asked for something wrong. */
  REFUSED,
  /** The client has no key, or may not do this. */
  DENIED,
  /** One of our limits held it back. */
  LIMITED,
  /** The provider or the inference service failed. */
  UPSTREAM,
  /** The client went away first. */
  CLIENT_GONE,
  /** We failed, or something we need is away. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in logs and metrics. */
  public String label() {
    return label;
  }

  /** The outcome that a status stands for where nothing more is known. */
  public static Outcome of(int status) {
    return status < 400 ? OK : status < 500 ? REFUSED : FAILED;
  }

  /** The outcome that a failure is. */
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
