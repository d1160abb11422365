package llmchat.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import llmchat.standalone.secrets.Certificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The health check against real servers. */
@Timeout(30)
class HealthCheckTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void saysNothingWhenTheServiceIsReady() throws IOException {
    try (Answering service = Answering.http(200, "{\"status\":\"ok\"}")) {
      assertThat(check(null, Map.of("GATEWAY_PORT", service.port()))).isZero();
      assertThat(check("gateway", Map.of("GATEWAY_PORT", service.port()))).isZero();
      assertThat(check("serve", Map.of("GATEWAY_PORT", service.port()))).isZero();
      assertThat(check("inference", Map.of("INFERENCE_PORT", service.port()))).isZero();
      assertThat(check("http://127.0.0.1:" + service.port(), Map.of())).isZero();
      assertThat(check("http://localhost:" + service.port() + "/readyz", Map.of())).isZero();
      assertThat(said()).isEmpty();
    }
  }

  @Test
  void saysWithWhichStatusAndReasonTheServiceIsNotReady() throws IOException {
    try (Answering service = Answering.http(503, "{\"status\":\"not ready\"}\n")) {
      assertThat(check(null, Map.of("GATEWAY_PORT", service.port()))).isEqualTo(1);
      assertThat(said())
          .isEqualTo(
              "llm-chat: not ready: http://127.0.0.1:%s/readyz answered 503 Service Unavailable: {\"status\":\"not ready\"}%n"
                  .formatted(service.port()));
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    String free = freePort();
    assertThat(check(null, Map.of("GATEWAY_PORT", free))).isEqualTo(1);
    assertThat(said())
        .isEqualTo(
            "llm-chat: not ready: http://127.0.0.1:%s/readyz: Connection refused%n"
                .formatted(free));
  }

  @Test
  void waitsThreeSecondsForAServiceThatIsStuck() throws IOException {
    // Connections are taken by the system's queue, and nobody ever answers.
    try (ServerSocket stuck = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + stuck.getLocalPort();
      assertThat(check(url, Map.of())).isEqualTo(1);
      assertThat(said())
          .isEqualTo("llm-chat: not ready: %s/readyz did not answer within 3 s%n".formatted(url));
    }
  }

  @Test
  void asksInTlsWhereTheGatewaySpeaksIt(@TempDir Path folder) throws Exception {
    Certificates own = Certificates.make(folder, "dns:llm.example.com");
    try (Answering service = Answering.https(own)) {
      Map<String, String> environment =
          Map.of("GATEWAY_PORT", service.port(), "TLS_CERT", "/run/secrets/tls/tls.crt");
      assertThat(check(null, environment)).isZero();
      assertThat(check("https://localhost:" + service.port(), Map.of())).isZero();
      assertThat(said()).isEmpty();
      assertThat(check("http://localhost:" + service.port(), Map.of())).isEqualTo(1);
    }
  }

  @Test
  void saysThatAnAnswerIsNoHttp() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread speaking =
          Thread.ofVirtual()
              .start(() -> {
                try (var connection = other.accept()) {
                  connection.getOutputStream().write("220 ready for mail\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(check("http://127.0.0.1:" + other.getLocalPort(), Map.of())).isEqualTo(1);
      speaking.join();
      assertThat(said()).contains("does not speak HTTP", "https://").hasLineCount(1);
    }
  }

  @Test
  void refusesWhatIsNoService() {
    assertThat(check("gatway", Map.of())).isEqualTo(2);
    assertThat(check("ftp://localhost", Map.of())).isEqualTo(2);
    assertThat(check(null, Map.of("GATEWAY_PORT", "many"))).isEqualTo(2);
    assertThat(check(null, Map.of("GATEWAY_PORT", "70000"))).isEqualTo(2);
    assertThat(check("http://localhost:70000", Map.of())).isEqualTo(2);
    assertThat(said())
        .contains("not gatway", "not ftp://localhost", "GATEWAY_PORT is not a port: many")
        .contains("GATEWAY_PORT is not a port: 70000", "not http://localhost:70000")
        .hasLineCount(5);
  }

  @Test
  void knowsWhereAServiceListens() {
    assertThat(HealthTarget.of(null, Map.of())).hasToString("http://127.0.0.1:8001/readyz");
    assertThat(HealthTarget.of("inference", Map.of())).hasToString("http://127.0.0.1:8000/readyz");
    assertThat(HealthTarget.of(null, Map.of("GATEWAY_HOST", "::")))
        .hasToString("http://[::1]:8001/readyz");
    assertThat(HealthTarget.of(null, Map.of("GATEWAY_HOST", "10.0.0.7", "TLS_CERT", "x")))
        .hasToString("https://10.0.0.7:8001/readyz");
    assertThat(HealthTarget.of(null, Map.of("GATEWAY_PORT", "tcp://10.96.0.9:80")))
        .as("what Kubernetes sets for a service named gateway")
        .hasToString("http://127.0.0.1:8001/readyz");
    assertThat(HealthTarget.of("https://[::1]/", Map.of())).hasToString("https://[::1]:443/readyz");
  }

  @Test
  void leavesHelpToTheParser() {
    assertThat(HealthCheck.isMeant("healthcheck")).isTrue();
    assertThat(HealthCheck.isMeant("healthcheck", "inference")).isTrue();
    assertThat(HealthCheck.isMeant("healthcheck", "--help")).isFalse();
    assertThat(HealthCheck.isMeant("healthcheck", "gateway", "more")).isFalse();
    assertThat(HealthCheck.isMeant("serve")).isFalse();
    assertThat(HealthCheck.isMeant()).isFalse();
  }

  private int check(@Nullable String service, Map<String, String> environment) {
    return HealthCheck.run(service, environment, new PrintStream(said, true, UTF_8));
  }

  private String said() {
    return said.toString(UTF_8);
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  /** A server that gives the same answer on {@code /readyz}, and 404 elsewhere. */
  private record Answering(HttpServer server) implements AutoCloseable {
    static Answering http(int status, String body) throws IOException {
      return started(HttpServer.create(loopback(), 0), status, body);
    }

    static Answering https(Certificates certificates) throws Exception {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificates.context()));
      return started(server, 200, "ok");
    }

    private static Answering started(HttpServer server, int status, String body) {
      server.createContext(
          "/readyz",
          exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      return new Answering(server);
    }

    String port() {
      return Integer.toString(server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }

    private static InetSocketAddress loopback() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
  }
}
