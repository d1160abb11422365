package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive API page in a real browser. */
class DocsPageTest {
  @TempDir Path folder;

  private Optional<Chromium> chromium;

  @BeforeEach
  void findBrowser() {
    chromium = Chromium.find();
    if (chromium.isEmpty()) {
      System.err.println(
          "SKIPPED: no Chromium on the PATH, so the API page is not tried in a browser");
    }
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
  }

  @Test
  void showsEveryOperationWithoutAComplaintInTheConsole() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).withDemo().start()) {
      Chromium.Page page = chromium.orElseThrow().load(product.origin() + "/docs", folder);
      for (var operation : ApiDocument.published().operations().values()) {
        assertThat(page.dom())
            .contains(
                "id=\"operations-"
                    + operation.path("tags").path(0).asString()
                    + "-"
                    + operation.path("operationId").asString()
                    + "\"")
            .contains(operation.path("summary").asString());
      }
      assertThat(page.console()).isEmpty();
    }
  }

  /** Without this, a browser that logs elsewhere would make the test above pass for nothing. */
  @Test
  void theConsoleOfAPageThatBreaksItsOwnPolicyIsSeen() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = "<body><script>1</script></body>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "text/html");
          exchange.getResponseHeaders().set("content-security-policy", "script-src 'none'");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Chromium.Page page = chromium.orElseThrow().load(url, folder);
      assertThat(page.console()).anyMatch(line -> line.contains("Content Security Policy"));
    } finally {
      server.stop(0);
    }
  }
}
