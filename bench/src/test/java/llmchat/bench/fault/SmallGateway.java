package llmchat.bench.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A gateway of a few lines that does everything well, or everything badly. */
final class SmallGateway implements AutoCloseable {
  private static final int SIGN_OF_LIFE_MILLIS = 200;
  private static final String ERROR = "event: error\ndata: {\"error\":{\"message\":\"gone\"}}\n\n";

  private final Vertx vertx;
  private final boolean good;
  private final int upstreamPort;
  private final HttpClient client;
  private final HttpServer server;

  private SmallGateway(Vertx vertx, boolean good, int upstreamPort) {
    this.vertx = vertx;
    this.good = good;
    this.upstreamPort = upstreamPort;
    this.client = vertx.httpClientBuilder().withConnectHandler(SmallGateway::quiet).build();
    this.server = vertx.createHttpServer().requestHandler(this::take);
  }

  static SmallGateway good(Vertx vertx, int upstreamPort) {
    return listen(new SmallGateway(vertx, true, upstreamPort));
  }

  static SmallGateway bad(Vertx vertx, int upstreamPort) {
    return listen(new SmallGateway(vertx, false, upstreamPort));
  }

  private static SmallGateway listen(SmallGateway gateway) {
    gateway.server.listen(0, "127.0.0.1").await();
    return gateway;
  }

  int port() {
    return server.actualPort();
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> pass(request, good ? body : spoiltRequest(body)));
  }

  /** As a gateway does that reads numbers into doubles and knows its own fields only. */
  private static Buffer spoiltRequest(Buffer body) {
    return Buffer.buffer(
        body.toString()
            .replace(",\"x_bench\":\"kept?\"", "")
            .replace("1.0", "1")
            .replace("9007199254740993", "9007199254740992")
            .replace("123456789012345678901234567890", "1.2345678901234568e+29")
            .replace("0.70", "0.7"));
  }

  private void pass(HttpServerRequest request, Buffer body) {
    client
        .request(HttpMethod.POST, upstreamPort, "127.0.0.1", request.uri())
        .onSuccess(upstream -> {
          upstream.putHeader(
              "Authorization",
              good ? "Bearer sk-of-the-gateway" : request.getHeader("Authorization"));
          leaveWith(request.response(), upstream);
          upstream.send(body).onSuccess(answer -> answer(answer, request.response()));
        });
  }

  /** Keeps out of the log what is meant to happen and is told to others too. */
  private static void quiet(HttpConnection connection) {
    connection.exceptionHandler(_ -> {});
  }

  private void leaveWith(HttpServerResponse response, HttpClientRequest upstream) {
    if (good) {
      response.closeHandler(_ -> upstream.reset());
    }
  }

  private void answer(HttpClientResponse answer, HttpServerResponse response) {
    response.setStatusCode(answer.statusCode()).setChunked(true);
    answer.handler(bytes -> response.write(good ? bytes : spoiltAnswer(bytes)));
    answer.endHandler(_ -> response.end());
    answer.exceptionHandler(_ -> response.end(good ? ERROR : ""));
    if (good && "text/event-stream".equals(answer.getHeader("Content-Type"))) {
      long timer = vertx.setPeriodic(SIGN_OF_LIFE_MILLIS, _ -> response.write(": still there\n\n"));
      response.endHandler(_ -> vertx.cancelTimer(timer));
      response.closeHandler(_ -> {
        vertx.cancelTimer(timer);
        answer.request().reset();
      });
    }
  }

  private static Buffer spoiltAnswer(Buffer bytes) {
    return Buffer.buffer(bytes.toString().replace("gpt-4o-mini-2024-07-18", "gpt-4o-mini"));
  }

  @Override
  public void close() {
    server.close().await();
    client.close().await();
  }
}
