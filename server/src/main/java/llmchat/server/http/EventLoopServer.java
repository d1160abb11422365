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
 * The part of an HTTP server on one event loop: head limits, routes, idle connections and graceful
 * shutdown. Instances that listen on the same address share its connections. Confined to its event
 * loop, except where a method says otherwise.
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
  private final ClientResolver clients;
  private final HostCheck hosts;
  private final Context context;
  private final int maxOpen;
  private final ServerLoad load;
  private final Set<Exchange> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean leaving;
  private boolean stopping;

  /**
   * Creates the server on the current event loop.
   *
   * @param load the pools that all clients share
   * @param maxOpen the most requests answered at one time on this event loop
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

  /** The same, with trusted proxies and HTTPS. */
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
    this.clients = new ClientResolver(listening.proxies());
    this.hosts = new HostCheck(listening.hosts(), listening.proxies());
    HttpServerOptions options = options();
    listening.identity().ifPresent(shown -> ServerTls.secure(options, shown));
    this.server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connection -> {
              ServerTls.begun(connection);
              if (!Http2Streams.isHttp2(connection)) {
                StrictRequestDecoder.install(connection, options.getHttp1Config());
              }
              connections.connected(connection);
            })
            .invalidRequestHandler(this::invalid)
            .requestHandler(this::handle);
  }

  /** Without TLS only HTTP/1.1: an upgrade to h2c is ignored, as the standard allows. */
  private static HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions();
    Http2Streams.limit(options, MAX_HEAD);
    return options
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEAD)
        .setHandle100ContinueAutomatically(false)
        .setCompressionSupported(false)
        // There are no WebSockets here; otherwise each write would pass a handler for them.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        // Everything runs on the event loop, so Vert.x need not synchronise. In this mode it does
        // not wait until the client has read the previous answer: see handleLater.
        .setStrictThreadMode(true)
        .setTcpNoDelay(true)
        .setAcceptBacklog(4096);
  }

  /**
   * Starts to listen; the future completes with the port.
   *
   * @param port the port, or 0 for any free one
   * @param service the number of the service in this process, from 1; its event loops share one
   *     free port
   */
  public Future<Integer> listen(String host, int port, int service) {
    // Vert.x takes a negative port for a free one that servers with the same number share.
    return server.listen(port == 0 ? -service : port, host).map(HttpServer::actualPort);
  }

  /** Uses another certificate for new connections. Any thread. */
  public Future<Boolean> useCertificate(TlsIdentity identity) {
    return server.updateSSLOptions(ServerTls.options(identity));
  }

  /** All routes. */
  public List<Route> routes() {
    return routes.all();
  }

  /**
   * Closes each connection after its next answer, so that clients reconnect elsewhere; everything
   * is still answered. Any thread.
   */
  public void sendClientsAway() {
    context.runOnContext(now -> {
      leaving = true;
      open.forEach(connections::last);
    });
  }

  /**
   * Stops listening, closes idle connections, and refuses new requests on the others; running
   * requests continue. Any thread.
   */
  public void refuseNewWork() {
    context.runOnContext(now -> {
      // In one turn, so that no request can arrive on an idle connection and be refused.
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
      // No connection was ever accepted, so this closes none.
      var _ = server.close();
    }
  }

  /** Whether nothing is being received, answered or delivered on this event loop. Any thread. */
  public Future<Boolean> idle() {
    Promise<Boolean> idle = Promise.promise();
    context.runOnContext(now -> idle.complete(open.isEmpty() && !connections.busy()));
    return idle.future();
  }

  /** Ends all running requests with {@link Failure.ShuttingDown}. Any thread. */
  public void endAll() {
    context.runOnContext(
        now -> List.copyOf(open).forEach(exchange -> exchange.abort(new Failure.ShuttingDown())));
  }

  private void handle(HttpServerRequest request) {
    if (Http2Streams.isHttp2(request) && !Http2Streams.prepare(request)) {
      return;
    }
    if (!Http2Streams.isHttp2(request) && request.response().writeQueueFull()) {
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
    // Undelivered answers count too, because they use as much memory.
    boolean crowded = open.size() + streams.undelivered() > maxOpen;
    return crowded ? Optional.of(TOO_MANY) : hosts.refusal(request);
  }

  /**
   * Handles a pipelined request once the client has read the previous answer, and does not read
   * from the connection until then. Otherwise answers would pile up for a client that only sends.
   */
  private void handleLater(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    request.pause();
    response.drainHandler(drained -> {
      response.drainHandler(null);
      // Not within the write that emptied the buffer.
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

  /** Keeps track of open exchanges, then notifies the other listener. */
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
      if (Http2Streams.isHttp2(exchange.request())) {
        streams.answered(exchange);
      } else {
        connections.ended(exchange.request().connection());
      }
      next.ended(exchange);
    }
  }

  /** Answers a malformed head with an error in JSON, and closes the connection. */
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
