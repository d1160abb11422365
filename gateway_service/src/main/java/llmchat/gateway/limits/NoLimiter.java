package llmchat.gateway.limits;

import io.vertx.core.Future;
import java.util.List;

/** Admits every call, for {@code RATE_LIMIT=off}. Any thread. */
public final class NoLimiter implements Limiter {
  private static final Future<Admission> UNLIMITED =
      Future.succeededFuture(new Admission.Unlimited());

  @Override
  public Future<Admission> acquire(String subject) {
    return UNLIMITED;
  }

  @Override
  public Future<List<LimitUsage>> usage(String subject) {
    return Future.succeededFuture(List.of());
  }
}
