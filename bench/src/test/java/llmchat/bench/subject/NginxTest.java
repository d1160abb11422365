package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NginxTest {
  @TempDir Path folder;
  private HttpServer upstream;

  @BeforeEach
  void anUpstreamThatSaysWhichPathItWasAskedFor() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/",
        exchange -> {
          byte[] answer = exchange.getRequestURI().getPath().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
  }

  @AfterEach
  void stop() {
    upstream.stop(0);
  }

  @Test
  void passesCallsToTheUpstreamAndLeavesNoProcess() throws Exception {
    Place place = new Place(folder, folder, upstream.getAddress().getPort(), 0);
    Started nginx;
    try {
      nginx = new Nginx().start(place);
    } catch (UnavailableException e) {
      abort(e.toString());
      return;
    }
    try (nginx;
        HttpClient client = HttpClient.newHttpClient()) {
      String answer =
          client
              .send(
                  FirstAnswer.completion(nginx.port(), nginx.path(), List.of()),
                  BodyHandlers.ofString())
              .body();
      assertThat(answer).isEqualTo("/v1/chat/completions");
      assertThat(nginx.processes().threads()).as("master and worker").isEqualTo(2);
    }
    assertThat(nginx.processes().threads()).isZero();
    assertThat(Files.readString(folder.resolve("nginx.log"))).isEmpty();
  }
}
