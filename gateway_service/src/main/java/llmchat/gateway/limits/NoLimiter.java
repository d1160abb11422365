package llmchat.gateway.limits;

import io.vertx.core.Future;

/** Admits everything: {@code RATE_LIMIT=off}. */
public final class NoLimiter implements Limiter {
  private static final Future<Admission> UNLIMITED =
      Future.succeededFuture(new Admission.Unlimited());

  @Override
  public Future<Admission> acquire(String subject) {
    return UNLIMITED;
  }
}
