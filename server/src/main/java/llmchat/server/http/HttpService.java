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
 * The HTTP server of one service: one part of it on each event loop, all of which share its port.
 * Safe for any thread; it ends with its Vert.x.
 */
public final class HttpService {
  /**
   * How it listens.
   *
   * @param number of the service in this process, from 1
   * @param host where to listen
   * @param port 0 for a free one
   * @param eventLoops how many share the port
   * @param maxOpen requests answered at one time on one event loop, at most
   * @param proxies who is believed about clients
   * @param hosts the names by which it may be called over the loopback
   * @param identity with one, nothing but HTTPS is spoken, HTTP/2 included
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

  /** What answers on one event loop, and who watches. */
  public record Wiring(Routes routes, ExchangeListener listener) {}

  /** Wires one event loop; called on it, once. */
  public interface Wirer {
    /** What answers there, once it can; it listens from then on. */
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
   * Starts it; the future completes when it listens.
   *
   * @param load what all clients share
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

  /** The part on one event loop. */
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

  /** Everything that it answers, the same on each event loop. */
  public List<Route> routes() {
    return parts.getFirst().routes();
  }

  /** Shows another certificate to clients that connect from now on. */
  public Future<?> show(TlsIdentity identity) {
    return Future.all(parts.stream().map(part -> part.show(identity)).toList());
  }

  /**
   * Takes no new work when the delay has passed, and completes when what runs has ended or the
   * patience is over.
   *
   * @param othersIdle whether nothing runs that no client waits for; asked on any thread
   */
  public Future<Void> drain(BooleanSupplier othersIdle, Duration delay, Duration patience) {
    return Draining.drain(vertx, parts, othersIdle, delay, patience, nanoTime);
  }
}
