package llmchat.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import llmchat.llm.EventLoop;
import llmchat.server.tls.TlsIdentity;

/**
 * The HTTP server of one service, with one {@link EventLoopServer} per event loop, all on the same
 * port. Safe for any thread; closed with its Vert.x.
 */
public final class HttpService {
  /**
   * Where and how the server listens.
   *
   * @param number the number of the service in this process, from 1
   * @param host the address to listen on
   * @param port the port, or 0 for any free one
   * @param eventLoops the number of event loops
   * @param maxOpen the most requests answered at one time on one event loop
   * @param proxies the proxies whose {@code X-Forwarded-*} headers are used
   * @param hosts the host names to answer for over loopback
   * @param identity if present, the server speaks only HTTPS, with HTTP/1.1 and HTTP/2
   */
  public record Listening(
      int number,
      String host,
      int port,
      int eventLoops,
      int maxOpen,
      TrustedProxies proxies,
      AllowedHosts hosts,
      Optional<TlsIdentity> identity) {}

  /** The routes and the listener of one event loop. */
  public record Wiring(Routes routes, ExchangeListener listener) {}

  /** Wires one event loop; called once on each. */
  public interface Wirer {
    /** Completes with the wiring; the loop then starts to listen. */
    Future<Wiring> on(EventLoop loop);
  }

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final AtomicInteger bound = new AtomicInteger();
  private final List<EventLoopServer> parts = new CopyOnWriteArrayList<>();

  private HttpService(Vertx vertx, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts the server; the future completes when it listens.
   *
   * @param load the pools that all clients share
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<HttpService> start(
      Vertx vertx, Listening listening, ServerLoad load, Wirer wirer, LongSupplier nanoTime) {
    HttpService service = new HttpService(vertx, nanoTime);
    return vertx
        .deployVerticle(
            () -> service.new Part(listening, load, wirer),
            new DeploymentOptions().setInstances(listening.eventLoops))
        .map(service);
  }

  /** The verticle of one event loop. */
  private final class Part extends VerticleBase {
    private final Listening listening;
    private final ServerLoad load;
    private final Wirer wirer;

    private Part(Listening listening, ServerLoad load, Wirer wirer) {
      this.listening = listening;
      this.load = load;
      this.wirer = wirer;
    }

    @Override
    public Future<?> start() {
      EventLoop loop = EventLoop.current(vertx, nanoTime);
      return wirer
          .on(loop)
          .compose(wiring -> {
            EventLoopServer part = part(loop, wiring);
            parts.add(part);
            return part.listen(listening.host, listening.port, listening.number);
          })
          .onSuccess(bound::set);
    }

    private EventLoopServer part(EventLoop loop, Wiring wiring) {
      return new EventLoopServer(
          vertx, loop.watch(), wiring.routes, wiring.listener, load, listening);
    }
  }

  /** The port on which it listens. */
  public int port() {
    return bound.get();
  }

  /** All routes; they are the same on each event loop. */
  public List<Route> routes() {
    return parts.getFirst().routes();
  }

  /** Uses another certificate for new connections. */
  public Future<?> useCertificate(TlsIdentity identity) {
    return Future.all(parts.stream().map(part -> part.useCertificate(identity)).toList());
  }

  /**
   * Refuses new work after the delay; completes when running work has ended or {@code patience} is
   * over. See {@link Draining}.
   *
   * @param othersIdle whether all work that no client waits for has ended; called on any thread
   */
  public Future<Void> drain(BooleanSupplier othersIdle, Duration delay, Duration patience) {
    return Draining.drain(vertx, parts, othersIdle, delay, patience, nanoTime);
  }
}
