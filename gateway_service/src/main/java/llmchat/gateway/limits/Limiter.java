package llmchat.gateway.limits;

import io.vertx.core.Future;
import java.util.List;

/**
 * Admits calls or refuses them. All limits of a subject hold at once, and in any window of their
 * length, not only in those of the clock: never more calls than the limit, at the price of freeing
 * a call about a sixtieth of the window late. Called on an event loop; does not block.
 */
public interface Limiter {
  /** Asks for one call of the subject; an admitted call is counted. */
  Future<Admission> acquire(String subject);

  /** How the subject stands, for each limit in the order of the setting; counts nothing. */
  Future<List<LimitUsage>> usage(String subject);

  /** Completes when the limiter can count with all others, or knows that it cannot. */
  default Future<Void> ready() {
    return Future.succeededFuture();
  }
}
