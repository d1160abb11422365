package llmchat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import llmchat.server.http.Route;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.tls.Http2Socket.Frame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HEAD on each route, with what each needs to answer. On an event stream it once got body bytes,
 * which a client took for the beginning of the next answer.
 */
class HeadTest extends TlsTest {
  private static final String ALIVE = "{\"status\":\"ok\"}";

  private List<String> paths = List.of();

  /** A path of each route, the events of a running answer among them. */
  @BeforeEach
  void answer() throws Exception {
    gateway.provider().enqueue(Reply.events(OpenAi.chunk("one")).stallAfter(Long.MAX_VALUE));
    try (Http http = gateway.caller(Version.HTTP_1_1)) {
      String chat = json(http, "/api/chats", "{}").path("id").asString();
      JsonNode begun = json(http, "/api/chats/" + chat + "/messages", "{\"text\":\"?\"}");
      Map<String, String> values =
          Map.of(
              "chat_id",
              chat,
              "generation_id",
              begun.path("generation").asString(),
              "model*",
              "gpt-4o-mini",
              "part",
              "docs.js");
      paths = gateway.routes().stream().map(Route::path).map(path -> fill(path, values)).toList();
      assertThat(paths).anyMatch(path -> path.endsWith("/events"));
    }
  }

  private static JsonNode json(Http http, String path, String body) throws Exception {
    return JsonMapper.shared().readTree(http.post(path, body).body());
  }

  private static String fill(String path, Map<String, String> values) {
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled.replaceAll("\\{[a-z_]+\\*?}", "7");
  }

  @Test
  void hasNoBodyOnHttp11() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String path : paths) {
      try (RawClient client = gateway.raw()) {
        Headers key = Headers.of("Authorization", "Bearer " + gateway.key());
        client.send(RawClient.request("HEAD", path, key, Bytes.EMPTY));
        int status = client.readHead().status();
        client.get("/livez");
        String next = client.readResponse().body().utf8();
        if (!next.equals(ALIVE)) {
          wrong.add(path + " " + status + ": " + next);
        }
      } catch (IOException e) {
        wrong.add(path + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void hasNoBodyOnHttp2() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      int stream = 1;
      for (String path : paths) {
        socket.head(
            stream,
            true,
            ":method",
            "HEAD",
            ":scheme",
            "https",
            ":authority",
            "localhost",
            ":path",
            path,
            "authorization",
            "Bearer " + gateway.key());
        socket.headers(stream);
        socket.get(stream + 2, "/livez");
        Frame body = socket.await(f -> f.type() == Http2Socket.DATA && f.payload().size() > 0);
        if (body.stream() == stream) {
          wrong.add(path + ": " + body.text());
          socket.reset(stream).await(Http2Socket.DATA, stream + 2);
        } else {
          assertThat(body.text()).isEqualTo(ALIVE);
        }
        stream += 4;
      }
    }
    assertThat(wrong).isEmpty();
  }
}
