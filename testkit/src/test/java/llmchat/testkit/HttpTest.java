package llmchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final Http http = Http.to(upstream.origin()).bearer("k");

  @AfterEach
  void close() {
    http.close();
    upstream.close();
  }

  @Test
  void postsJson() throws Exception {
    var response = http.with("X-A", "b").post("/v1/chat/completions", "{}");

    assertThat(response.statusCode()).isEqualTo(200);
    RecordedRequest request = upstream.takeRequest();
    assertThat(request.header("Authorization")).isEqualTo("Bearer k");
    assertThat(request.header("X-A")).isEqualTo("b");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().has("Upgrade")).isFalse();
  }

  @Test
  void readsAStreamAsLinesOrAsEvents() throws Exception {
    String body = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

    try (var lines = http.lines("/v1/chat/completions", body).body()) {
      assertThat(lines.filter(line -> line.startsWith("data: "))).hasSize(6);
    }
    assertThat(http.events("/v1/chat/completions", body).toEnd())
        .last()
        .satisfies(event -> assertThat(event.isDone()).isTrue());
  }

  @Test
  void getsTheModels() throws Exception {
    assertThat(http.get("/v1/models").body()).contains("\"scripted-model\"");
  }
}
