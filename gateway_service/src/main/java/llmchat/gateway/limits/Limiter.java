package llmchat.gateway.limits;

import io.vertx.core.Future;
import java.util.List;

/**
 * Admits or refuses calls. All limits apply to a subject together, and in every window of their
 * length, not only in clock minutes: there are never more calls than the limit, and a call stops
 * counting up to a sixtieth of the window late. Called on an event loop; does not block.
 */
public interface Limiter {
  /** Decides about one call of the subject, and counts it if it is admitted. */
  Future<Admission> acquire(String subject);

  /** The usage of each limit, in the order of the setting; counts nothing. */
  Future<List<LimitUsage>> usage(String subject);

  /** Completes when counts are shared with other gateways, or cannot be for now. */
  default Future<Void> ready() {
    return Future.succeededFuture();
  }
}
