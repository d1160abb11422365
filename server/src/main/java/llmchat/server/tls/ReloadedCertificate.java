package llmchat.server.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import llmchat.server.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the gateway shows. Its files are looked at every few seconds, for they are
 * replaced by a rename or behind a symbolic link, which no file system tells everywhere. A new pair
 * is shown to the clients that come from then on; a broken one is named in the log once, and the
 * old one stays. Any thread.
 */
public final class ReloadedCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedCertificate.class);
  private static final Future<Void> NOTHING = Future.succeededFuture();
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final TlsFiles files;
  private final InstantSource time;
  private volatile TlsIdentity shown;

  /** What was shown or complained of last; touched by one look at a time. */
  private TlsFiles.Content known;

  /** What the last look found; a pair of which only one file is new yet is not complained of. */
  private TlsFiles.@Nullable Content lastSeen;

  private boolean looking;

  /**
   * Reads the files; blocks.
   *
   * @throws ConfigException if they are not good
   */
  public ReloadedCertificate(TlsFiles files, InstantSource time) {
    this.files = files;
    this.time = time;
    this.known = files.read();
    this.shown = files.identity(known);
    warnIfExpired();
  }

  /** What is shown now. */
  public TlsIdentity identity() {
    return shown;
  }

  /**
   * Looks after the files until Vert.x is closed.
   *
   * @param servers shows another certificate on each of the servers
   */
  public void watch(Vertx vertx, Function<TlsIdentity, Future<?>> servers) {
    vertx.setPeriodic(
        LOOK.toMillis(),
        timer -> {
          if (!looking) {
            looking = true;
            vertx
                .executeBlocking(this::look, false)
                .compose(found -> found.map(each -> show(each, servers)).orElse(NOTHING))
                .onComplete(done -> looking = false)
                .onFailure(fault -> LOG.error("the certificate could not be replaced", fault));
          }
        });
  }

  /** The new pair, if there is one and it is good; blocks. */
  private Optional<TlsIdentity> look() {
    TlsFiles.Content seen = files.read();
    boolean settled = seen.equals(lastSeen);
    lastSeen = seen;
    if (seen.equals(known)) {
      return Optional.empty();
    }
    try {
      TlsIdentity identity = files.identity(seen);
      known = seen;
      return Optional.of(identity);
    } catch (ConfigException broken) {
      if (settled) {
        known = seen;
        LOG.error("the new certificate is not used, the old one stays: {}", broken.render());
      }
      return Optional.empty();
    }
  }

  private Future<Void> show(TlsIdentity identity, Function<TlsIdentity, Future<?>> servers) {
    return servers
        .apply(identity)
        .onSuccess(done -> {
          shown = identity;
          LOG.info("a new certificate is shown, good until {}", identity.expiresAt());
          warnIfExpired();
        })
        .mapEmpty();
  }

  private void warnIfExpired() {
    if (shown.expiresAt().isBefore(time.instant())) {
      LOG.warn("the certificate in {} expired at {}", files.certificate(), shown.expiresAt());
    }
  }
}
