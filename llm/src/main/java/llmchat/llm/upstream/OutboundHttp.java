package llmchat.llm.upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.Watch;

/**
 * The HTTP client for providers and inference services, and the only class that opens outbound
 * sockets. There is one per event loop, so that a call never changes threads. Connections are
 * pooled, redirects are not followed, every queue is bounded. Closed with its Vert.x.
 */
public final class OutboundHttp {
  /**
   * The limits of one event loop's client.
   *
   * @param connections the most connections to one server; a stream occupies one until it ends
   * @param waiting the most calls that wait for a connection
   * @param maxReply the largest whole answer, and the largest event of a stream, in bytes
   */
  public record Bounds(int connections, int waiting, int maxReply) {}

  private static final int MAX_HEAD = 65_536;

  private final HttpClientAgent client;
  private final Watch watch;
  private final Timeouts timeouts;
  private final Bounds bounds;
  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Creates the client on the current event loop. */
  public OutboundHttp(EventLoop loop, Timeouts timeouts, Bounds bounds) {
    this.watch = loop.watch();
    this.timeouts = timeouts;
    this.bounds = bounds;
    this.client =
        loop.vertx()
            .httpClientBuilder()
            .with(options(timeouts))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(bounds.connections)
                    .setMaxWaitQueueSize(bounds.waiting))
            .withConnectHandler(this::connected)
            .build();
  }

  private void connected(HttpConnection connection) {
    UpstreamCodec.install(connection, MAX_HEAD);
    fresh.add(connection);
    connection.closeHandler(closed -> fresh.remove(connection));
    // A call in progress is notified by its own handlers; an idle connection needs none.
    connection.exceptionHandler(problem -> {});
  }

  private static HttpClientOptions options(Timeouts timeouts) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setKeepAlive(true)
        .setKeepAliveTimeout(55)
        .setPipelining(false)
        .setConnectTimeout(Math.clamp(timeouts.connect().toMillis(), 1, Integer.MAX_VALUE))
        .setSslHandshakeTimeout(5)
        .setVerifyHost(true)
        .setMaxHeaderSize(MAX_HEAD)
        .setTcpNoDelay(true);
  }

  /** Sends the call in its own dialect, with this body as it is; see {@link LlmClient#send}. */
  public Future<LlmReply> send(LlmCall call, String path, Buffer body, Server server) {
    return new UpstreamCall(this, call, path, body, server).begin();
  }

  Future<HttpClientRequest> request(Server server, String path) {
    return client.request(
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setURI(server.basePath() + path)
            .setConnectTimeout(timeouts.connect().toMillis() + 5000));
  }

  /** Whether this is the connection's first call; may be called once per connection. */
  boolean takeFresh(HttpConnection connection) {
    return fresh.remove(connection);
  }

  Watch watch() {
    return watch;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  int maxReply() {
    return bounds.maxReply;
  }
}
