package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Started nginx = start(place);
    try (nginx) {
      String answer = Started.awaitAnswer(nginx.request("{}"), nginx.programs());
      assertThat(answer).isEqualTo("/v1/chat/completions");
      assertThat(nginx.processes().threads()).as("master and worker").isEqualTo(2);
    }
    assertThat(nginx.processes().threads()).isZero();
    assertThat(Files.readString(folder.resolve("nginx.log"))).isEmpty();
  }

  private static Started start(Place place) throws Exception {
    try {
      return new Nginx().start(place);
    } catch (UnavailableException e) {
      return abort(e.toString());
    }
  }
}
