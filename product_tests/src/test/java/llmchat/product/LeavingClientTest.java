package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import llmchat.testkit.Await;
import llmchat.testkit.Ending;
import llmchat.testkit.Exchange;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RealPostgres;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.Sse;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A client leaves before its answer is complete. */
class LeavingClientTest {
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** How a client leaves. */
  private interface Leave {
    void by(RawClient client) throws Exception;
  }

  private static final List<Leave> WAYS =
      List.of(RawClient::close, RawClient::reset, RawClient::halfClose);

  @ParameterizedTest
  @EnumSource(names = {"ONE_PROCESS", "TWO_GATEWAYS"})
  void stopsTheProviderAndCountsWhatWasDelivered(Form form) throws Exception {
    try (Product product = Setup.of(form).start()) {
      ScriptedUpstream provider = product.provider();
      String key = Account.signUp(product.http()).key();
      for (Leave way : WAYS) {
        provider.enqueue(beginsAndWaits());
        try (RawClient client = connect(product.http())) {
          client.post("/v1/chat/completions", STREAM, "Authorization", key);
          Sse events = client.readEvents(client.readHead());
          assertThat(events.nextData().orElseThrow().data()).contains("assistant");
          assertThat(events.nextData().orElseThrow().data()).contains("One");
          assertThat(events.nextData().orElseThrow().data()).contains("two");
          Exchange exchange = provider.takeExchange();
          way.by(client);
          assertThat(exchange.awaitEnd(AT_ONCE)).isInstanceOf(Ending.ClosedByPeer.class);
        }
      }
      Await.until("the calls to be counted", () -> gone(product, "/v1/chat/completions") == 3);
      JsonNode metrics = metrics(product);
      assertThat(
              metrics.path("gateway_tokens_total{model=\"gpt-4o-mini\",type=\"output\"}").asInt())
          .isBetween(6, 9);
      assertThat(metrics.path("gateway_open_streams").asInt(-1)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_PROCESS", "TWO_GATEWAYS"})
  void stopsAProviderThatHasNotAnsweredYet(Form form) throws Exception {
    try (Product product = Setup.of(form).start()) {
      ScriptedUpstream provider = product.provider();
      String key = Account.signUp(product.http()).key();
      for (String path : List.of("/v1/chat/completions", "/chat")) {
        for (String stream : List.of("true", "false")) {
          provider.enqueue(Reply.silence());
          try (RawClient client = connect(product.http())) {
            String body =
                "{\"model\": \"gpt-4o-mini\", \"message\": \"Hi\", \"stream\": %s}"
                    .formatted(stream);
            client.post(path, body, "Authorization", key);
            Exchange exchange = provider.takeExchange();
            client.close();
            assertThat(exchange.awaitEnd(AT_ONCE)).isInstanceOf(Ending.ClosedByPeer.class);
          }
        }
        Await.until("the calls to be counted", () -> gone(product, path) == 2);
      }
    }
  }

  /** Once the end of the answer and the leaving of the client stored the turns twice. */
  @Test
  void storesAnAnswerOnceWhenItsClientLeavesAtTheLastMoment() throws Exception {
    String url = RealPostgres.freshDatabaseUrl();
    try (Product product = Setup.of(Form.TWO_GATEWAYS).with("DATABASE_URL", url).start()) {
      ScriptedUpstream provider = product.provider();
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      String chat =
          Account.json(caller.post("/chat/", "{\"message\": \"Hi\"}")).path("chat_id").asString();
      String body = "{\"message\": \"Hi\", \"chat_id\": \"" + chat + "\", \"stream\": true}";
      provider.forgetRequests();
      Gate end = new Gate();
      provider.enqueue(
          Reply.events(OpenAi.chunk("One"), end, OpenAi.finish("stop"), OpenAi.done()));
      try (RawClient client = connect(product.http());
          Handle database =
              Jdbi.create("jdbc:" + url.replace("postgres:postgres@", ""), "postgres", "postgres")
                  .open()) {
        client.post(
            "/chat/", body, "Authorization", caller.headers().first("Authorization").orElseThrow());
        Sse events = client.readEvents(client.readHead());
        events.nextData();
        assertThat(events.nextData().orElseThrow().data()).isEqualTo("{\"text\":\"One\"}");
        database.begin();
        database.execute("lock table chats in exclusive mode");
        end.open();
        provider.takeExchange().awaitEnd(Duration.ofSeconds(10));
        client.close();
        Await.until("the call to be over", () -> gone(product, "/chat") == 1);
        database.commit();
      }
      String path = "/chat/" + chat + "/history";
      Await.until("the chat to be stored", () -> turns(caller, path) >= 4);
      caller.post("/chat/", "{\"message\": \"Hi\", \"chat_id\": \"" + chat + "\"}");
      assertThat(turns(caller, path)).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_PROCESS", "TWO_GATEWAYS"})
  void keepsWhatAChatHasSaidSoFar(Form form) throws Exception {
    try (Product product = Setup.of(form).start()) {
      ScriptedUpstream provider = product.provider();
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      String key = caller.headers().first("Authorization").orElseThrow();
      provider.enqueue(beginsAndWaits());
      String chat;
      try (RawClient client = connect(product.http())) {
        client.post("/chat/", "{\"message\": \"Hi\", \"stream\": true}", "Authorization", key);
        Sse events = client.readEvents(client.readHead());
        String first = events.nextData().orElseThrow().data();
        chat = first.substring("{\"chat_id\":\"".length(), first.length() - 2);
        assertThat(events.nextData().orElseThrow().data()).isEqualTo("{\"text\":\"One\"}");
        assertThat(events.nextData().orElseThrow().data()).isEqualTo("{\"text\":\" two\"}");
        Exchange exchange = provider.takeExchange();
        client.close();
        exchange.awaitEnd(AT_ONCE);
      }
      String path = "/chat/" + chat + "/history";
      Await.until("the chat to be stored", () -> caller.get(path).statusCode() == 200);
      assertThat(caller.get(path).body())
          .endsWith(
              "[{\"role\":\"user\",\"text\":\"Hi\"},{\"role\":\"assistant\",\"text\":\"One"
                  + " two\"}]}");
    }
  }

  private static int turns(Http caller, String path) throws Exception {
    return Account.json(caller.get(path)).path("history").size();
  }

  private static Reply beginsAndWaits() {
    return Reply.events(OpenAi.role(), OpenAi.chunk("One"), OpenAi.chunk(" two"), new Gate());
  }

  private static RawClient connect(Http http) throws Exception {
    return RawClient.connect(URI.create(http.origin()).getPort());
  }

  private static int gone(Product product, String route) throws Exception {
    int count = 0;
    for (var metric : metrics(product).properties()) {
      if (metric.getKey().startsWith("gateway_requests_total{")
          && metric.getKey().contains("outcome=\"client_gone\"")
          && metric.getKey().contains("route=\"" + route + "\"")) {
        count += metric.getValue().asInt();
      }
    }
    return count;
  }

  private static JsonNode metrics(Product product) throws Exception {
    return Account.json(product.admin().with("Accept", "application/json").get("/metrics"));
  }
}
