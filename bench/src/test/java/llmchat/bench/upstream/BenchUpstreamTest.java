package llmchat.bench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import llmchat.bench.wire.Loop;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class BenchUpstreamTest {
  private static final String PATH = "/v1/chat/completions";
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"(\\d+) word\"");

  private final Loop loop = Loop.start("upstream");
  private final BenchUpstream upstream = BenchUpstream.start(loop);

  @AfterEach
  void close() {
    upstream.close();
    loop.close();
  }

  @Test
  void answersPlainCallsOnOneConnection() throws IOException {
    try (RawClient client = RawClient.connect(upstream.port())) {
      for (int i = 0; i < 2; i++) {
        Bytes body = client.post(PATH, "{\"stream\":false}").readResponse().body();
        assertThat(body.size()).isBetween(700, 800);
        JsonNode json = JsonMapper.shared().readTree(body.toArray());
        assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(43);
      }
      assertThat(client.get("/v1/models").readResponse().body().utf8()).contains("\"list\"");
      assertThat(client.get("/nothing").readHead().status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[],\"stream\":true}",
        "{\"stream\" : true, \"messages\": []}",
        "{\n  \"stream\":\n true\n}",
        "{\"messages\":[{\"content\":\"say \\\"stream\\\": false\"}],\"stream\":true}"
      })
  void seesThatAStreamIsWantedHoweverItIsSpelledAndCut(String body) throws IOException {
    Headers headers = Headers.of("Content-Length", Integer.toString(body.length()));
    Bytes request = RawClient.request("POST", PATH, headers, Bytes.utf8(body));
    try (RawClient client = RawClient.connect(upstream.port())) {
      assertThat(client.sendByteByByte(request).readHead().headers().first("Content-Type"))
          .contains("text/event-stream; charset=utf-8");
    }
  }

  @Test
  void streamsNumberedEventsAndTheEndAndServesOn() throws IOException {
    upstream.streams(5, Duration.ofMillis(2));
    try (RawClient client = RawClient.connect(upstream.port())) {
      String usage = ",\"stream_options\":{\"include_usage\":true}";
      String stream = stream(client, usage);
      assertThat(CONTENT.matcher(stream).results().map(event -> event.group(1)))
          .containsExactly("1", "2", "3", "4", "5");
      assertThat(stream)
          .containsOnlyOnce("\"finish_reason\":\"stop\"")
          .containsOnlyOnce("\"choices\":[],\"usage\":{")
          .endsWith("}\n\ndata: [DONE]\n\n");
      assertThat(stream(client, "")).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void noticesThatAReaderLeftAndClosesConnectionsOnWhichNothingIsAnswered() throws IOException {
    upstream.streams(3, Duration.ofMillis(50));
    try (RawClient idle = RawClient.connect(upstream.port());
        RawClient streaming = RawClient.connect(upstream.port())) {
      assertThat(idle.get("/v1/models").readResponse().body().isEmpty()).isFalse();
      var head = streaming.post(PATH, "{\"stream\":true}").readHead();
      upstream.closeIdle();
      assertThat(idle.readToEnd().isEmpty()).isTrue();
      assertThat(Bytes.of(streaming.readBody(head).readAllBytes()).utf8())
          .contains("3 word", "[DONE]");
    }
    while (upstream.openConnections() > 0) {
      Thread.onSpinWait();
    }
  }

  private static String stream(RawClient client, String more) throws IOException {
    RawResponse response = client.post(PATH, "{\"stream\":true%s}".formatted(more)).readResponse();
    return response.body().utf8();
  }
}
