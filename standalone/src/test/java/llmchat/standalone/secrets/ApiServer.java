package llmchat.standalone.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as the API server of Kubernetes does, one status after the other; the last one stays. */
final class ApiServer implements AutoCloseable {

  /** What it was asked. */
  record Request(String line, String authorization, String body) {}

  private final HttpsServer server;
  private final int[] statuses;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private ApiServer(HttpsServer server, int[] statuses) {
    this.server = server;
    this.statuses = statuses;
  }

  /** Starts one; port 0 is any free one. */
  static ApiServer start(Certificates certificates, int port, int... statuses) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.context()));
    ApiServer api = new ApiServer(server, statuses);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = statuses[Math.min(requests.size(), statuses.length - 1)];
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("authorization"), "none"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    byte[] body = "{\"kind\":\"Status\",\"message\":\"said by the server\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
