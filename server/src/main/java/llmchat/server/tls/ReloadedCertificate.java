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
 * The gateway's certificate, reloaded when its files change. The files are polled, because
 * replacements by rename or behind a symbolic link cannot be watched reliably on every file system.
 * A new pair is used for new connections; an invalid one is logged once, and the old one stays in
 * use. Safe for any thread.
 */
public final class ReloadedCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedCertificate.class);
  private static final Future<Void> NOTHING = Future.succeededFuture();
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final TlsFiles files;
  private final InstantSource time;
  private volatile TlsIdentity shown;

  /** The content that was last used or reported as invalid; accessed by one poll at a time. */
  private TlsFiles.Content known;

  /**
   * The content at the last poll. A mismatch is reported only if it is seen twice: perhaps only one
   * file has been replaced yet.
   */
  private TlsFiles.@Nullable Content lastSeen;

  private boolean looking;

  /**
   * Reads the files. Blocks.
   *
   * @throws ConfigException if they are invalid
   */
  public ReloadedCertificate(TlsFiles files, InstantSource time) {
    this.files = files;
    this.time = time;
    this.known = files.read();
    this.shown = files.identity(known);
    warnIfExpired();
  }

  /** The certificate in use. */
  public TlsIdentity identity() {
    return shown;
  }

  /**
   * Polls the files until Vert.x is closed.
   *
   * @param servers makes all servers use another certificate
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

  /** The new pair, if there is a valid one. Blocks. */
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
