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
 * The one class that opens outbound sockets. One for each event loop, so that a call never changes
 * threads; connections are kept and reused, redirects are not followed, every queue is bounded. It
 * ends with its Vert.x.
 */
public final class OutboundHttp {
  /**
   * Bounds of the way out.
   *
   * @param connections to one server, at most; a stream holds one for as long as it lasts
   * @param waiting calls that may wait for a connection, at most
   * @param maxReply the largest whole answer, and the largest single event, in bytes
   */
  public record Bounds(int connections, int waiting, int maxReply) {}

  private static final int MAX_HEAD = 65_536;

  private final HttpClientAgent client;
  private final Watch watch;
  private final Timeouts timeouts;
  private final Bounds bounds;
  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Begins on the current event loop. */
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
    // The call on the connection hears of its end; without a call nobody needs to.
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

  /** Sends the call to the server in its own dialect; {@code body} goes out as it is. */
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

  /** Whether the connection had never carried a call before; asked once. */
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
