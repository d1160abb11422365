package llmchat.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import llmchat.llm.Failure;
import llmchat.llm.Problem;
import llmchat.llm.Watch;
import llmchat.server.tls.ServerTls;
import llmchat.server.tls.TlsIdentity;

/**
 * One event loop's share of an HTTP server: limits of the head, routes, idle connections and the
 * orderly end. Instances that listen on one address share its connections.
 */
public final class EventLoopServer {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEAD = 32 * 1024;

  private static final Failure TOO_MANY =
      new Failure.Overloaded("too many requests are open", Duration.ofSeconds(1));

  private final HttpServer server;
  private final Routes routes;
  private final ExchangeListener listener;
  private final Watch watch;
  private final Connections connections;
  private final Http2Streams streams;
  private final Clients clients;
  private final HostCheck hosts;
  private final Context context;
  private final int maxOpen;
  private final ServerLoad load;
  private final Set<Exchange> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean leaving;
  private boolean stopping;

  /**
   * Prepares the server on the current event loop.
   *
   * @param load what all clients share
   * @param maxOpen requests answered at one time on this event loop, at most
   */
  public EventLoopServer(
      Vertx vertx,
      Watch watch,
      Routes routes,
      ExchangeListener listener,
      ServerLoad load,
      int maxOpen) {
    this(
        vertx,
        watch,
        routes,
        listener,
        load,
        new HttpService.Listening(
            1, "", 0, 1, maxOpen, TrustedProxies.NONE, AllowedHosts.NONE, Optional.empty()));
  }

  /** The same as that says, be it with proxies in front of it or with HTTPS. */
  public EventLoopServer(
      Vertx vertx,
      Watch watch,
      Routes routes,
      ExchangeListener listener,
      ServerLoad load,
      HttpService.Listening listening) {
    this.load = load;
    this.maxOpen = listening.maxOpen();
    this.context = vertx.getOrCreateContext();
    this.watch = watch;
    this.routes = routes;
    this.listener = new Counting(listener);
    this.connections = new Connections(watch, load.connections(), listening.proxies());
    this.streams = new Http2Streams(watch, connections);
    this.clients = new Clients(listening.proxies());
    this.hosts = new HostCheck(listening.hosts(), listening.proxies());
    HttpServerOptions options = options();
    listening.identity().ifPresent(shown -> ServerTls.secure(options, shown));
    this.server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connection -> {
              ServerTls.begun(connection);
              if (!Http2Streams.carry(connection)) {
                StrictRequestDecoder.guard(connection, options.getHttp1Config());
              }
              connections.connected(connection);
            })
            .invalidRequestHandler(this::invalid)
            .requestHandler(this::handle);
  }

  /**
   * In clear text HTTP/1.1 alone: a client that offers h2c is answered without it, as the standard
   * allows.
   */
  private static HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions();
    Http2Streams.limit(options, MAX_HEAD);
    return options
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEAD)
        .setHandle100ContinueAutomatically(false)
        .setCompressionSupported(false)
        // No WebSockets here; without this each write passes a handler for them.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        // All of it happens on the event loop; Vert.x need not reckon with other threads. It then
        // does not wait with an answer until the client took the one before: see handleLater.
        .setStrictThreadMode(true)
        .setTcpNoDelay(true)
        .setAcceptBacklog(4096);
  }

  /**
   * Listens; the future gives the port.
   *
   * @param port 0 takes a free one
   * @param service the number of the service in this process, from 1: its event loops share a free
   *     port, and no other service has a part in it
   */
  public Future<Integer> listen(String host, int port, int service) {
    // To Vert.x a negative port names a free one that servers with the same number share.
    return server.listen(port == 0 ? -service : port, host).map(HttpServer::actualPort);
  }

  /** Shows another certificate to clients that connect from now on; any thread. */
  public Future<Boolean> show(TlsIdentity identity) {
    return server.updateSSLOptions(ServerTls.options(identity));
  }

  /** Everything that it answers. */
  public List<Route> routes() {
    return routes.all();
  }

  /**
   * Each answer from now on is the last of its connection, so that clients go elsewhere; everything
   * is still answered. Any thread.
   */
  public void sendClientsAway() {
    context.runOnContext(now -> {
      leaving = true;
      open.forEach(connections::last);
    });
  }

  /**
   * Nothing listens from now on, connections that wait for their next request are closed, and new
   * requests on others are refused; what is being answered goes on. Any thread.
   */
  public void refuseNewWork() {
    context.runOnContext(now -> {
      // In one turn, so that no kept connection can bring a request that is refused.
      stopping = true;
      stopListening();
      connections.closeKept();
    });
  }

  private void stopListening() {
    Optional<Channel> listening = connections.listener();
    if (listening.isPresent()) {
      var _ = listening.get().close();
    } else {
      // No connection ever came, so there is none that this would close.
      var _ = server.close();
    }
  }

  /** Whether nothing is being received, answered or delivered on this event loop; any thread. */
  public Future<Boolean> idle() {
    Promise<Boolean> idle = Promise.promise();
    context.runOnContext(now -> idle.complete(open.isEmpty() && !connections.busy()));
    return idle.future();
  }

  /** Ends what is being answered with an error that says why; any thread. */
  public void endAll() {
    context.runOnContext(
        now -> List.copyOf(open).forEach(exchange -> exchange.abort(new Failure.ShuttingDown())));
  }

  private void handle(HttpServerRequest request) {
    if (Http2Streams.carry(request) && !Http2Streams.prepare(request)) {
      return;
    }
    if (!Http2Streams.carry(request) && request.response().writeQueueFull()) {
      handleLater(request);
      return;
    }
    Exchange exchange =
        new Exchange(
            request,
            clients.of(request),
            routes.frontOf(Objects.requireNonNullElse(request.path(), "")),
            listener,
            load,
            watch.now());
    if (leaving) {
      connections.last(exchange);
    }
    Optional<Failure> refusal = isProbe(request) ? Optional.empty() : refusal(request);
    if (refusal.isPresent()) {
      exchange.fail(refusal.get());
      return;
    }
    try {
      routes.dispatch(exchange);
    } catch (RuntimeException fault) {
      exchange.fail(fault);
    }
  }

  private Optional<Failure> refusal(HttpServerRequest request) {
    if (stopping) {
      return Optional.of(new Failure.ShuttingDown());
    }
    // What is answered and not taken counts too: it costs the same.
    boolean crowded = open.size() + streams.undelivered() > maxOpen;
    return crowded ? Optional.of(TOO_MANY) : hosts.refusal(request);
  }

  /**
   * The client first takes what it was answered: one that sends request after request and reads
   * nothing gets one answer, and its connection is not read until then.
   */
  private void handleLater(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    request.pause();
    response.drainHandler(drained -> {
      response.drainHandler(null);
      // Not within the write that made room.
      context.runOnContext(now -> {
        if (!response.closed()) {
          request.resume();
          handle(request);
        }
      });
    });
  }

  private static boolean isProbe(HttpServerRequest request) {
    String path = request.path();
    return path != null && (path.startsWith("/livez") || path.startsWith("/readyz"));
  }

  /** Keeps what is open before it passes on what it hears. */
  private final class Counting implements ExchangeListener {
    private final ExchangeListener next;

    private Counting(ExchangeListener next) {
      this.next = next;
    }

    @Override
    public void started(Exchange exchange) {
      open.add(exchange);
      connections.began(exchange.request().connection());
      next.started(exchange);
    }

    @Override
    public void streaming(Exchange exchange) {
      next.streaming(exchange);
    }

    @Override
    public void ended(Exchange exchange) {
      open.remove(exchange);
      if (Http2Streams.carry(exchange.request())) {
        streams.answered(exchange);
      } else {
        connections.ended(exchange.request().connection());
      }
      next.ended(exchange);
    }
  }

  /** A head that is no HTTP: the reason in JSON, and the connection is closed. */
  private void invalid(HttpServerRequest request) {
    HttpResponseStatus status =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
          case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
          case null, default -> HttpResponseStatus.BAD_REQUEST;
        };
    Problem problem =
        new Problem(
            status.code(),
            status.reasonPhrase(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());
    request
        .response()
        .setStatusCode(status.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-request-id", RequestIds.choose(null))
        .end(routes.mainForm().errorBody(problem))
        .onComplete(written -> request.connection().close());
  }
}
