package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import llmchat.testkit.Await;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.Http;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL goes away and comes back. */
class DatabaseAwayTest {
  /** How it goes. */
  enum Outage {
    REFUSED {
      @Override
      void begin(FaultProxy network) {
        network.cut();
      }
    },
    SILENT {
      @Override
      void begin(FaultProxy network) {
        network.fallSilent();
      }
    };

    abstract void begin(FaultProxy network);
  }

  private final FaultProxy network = FaultProxy.before(RealPostgres.port());
  private Product product;
  private Http http;

  @BeforeEach
  void install() {
    String direct = RealPostgres.freshDatabaseUrl();
    String url = direct.replace(":" + RealPostgres.port() + "/", ":" + network.port() + "/");
    assertThat(url).isNotEqualTo(direct);
    product = Setup.of(Form.TWO_GATEWAYS).with("DATABASE_URL", url).start();
    http = product.http();
  }

  @AfterEach
  void close() {
    product.close();
    network.close();
  }

  @ParameterizedTest
  @EnumSource(Outage.class)
  void servesKnownKeysAndSaysThatItDoesNotKnowTheOthers(Outage outage) throws Exception {
    Account ann = Account.signUp(http);
    Http known = http.bearer(ann.key());
    assertThat(known.post("/v1/chat/completions", Calls.CALL).statusCode()).isEqualTo(200);
    String chat = Account.json(known.post("/chat/", Calls.CHAT)).path("chat_id").asString();
    // Issued, but never shown to this gateway.
    Http unknown = http.bearer(Account.signUp(product.other()).key());

    outage.begin(network);

    assertUnavailable(unknown.get("/v1/models"));
    assertUnavailable(unknown.post("/v1/chat/completions", Calls.CALL));
    assertUnavailable(unknown.post("/verify_token/", ""));
    assertUnavailable(http.postForm("/signup/", Account.form("somebody", "12345678")));
    assertUnavailable(http.postForm("/login/", Account.form(ann.name(), ann.password())));
    assertUnavailable(known.get("/chat/" + chat + "/history"));
    assertThat(http.bearer("not-even-a-key").get("/v1/models").statusCode()).isEqualTo(401);
    assertThat(http.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(http.get("/livez").statusCode()).isEqualTo(200);
    assertThat(known.post("/v1/chat/completions", Calls.CALL).statusCode()).isEqualTo(200);
    assertThat(product.admin().get("/v1/models").statusCode()).isEqualTo(200);
    HttpResponse<String> unsaved = known.post("/chat/", Calls.CHAT);
    assertThat(unsaved.statusCode()).isEqualTo(200);
    assertThat(unsaved.body())
        .startsWith("{\"response\":\"Hello there\"")
        .endsWith("\"saved\":false}");

    network.restore();

    Await.until("the database to be back", () -> unknown.get("/v1/models").statusCode() == 200);
    Await.until("readiness", () -> http.get("/readyz").statusCode() == 200);
    assertThat(known.get("/chat/" + chat + "/history").statusCode()).isEqualTo(200);
    assertThat(Account.signUp(http).key()).isNotEmpty();
    for (Http each : List.of(http, product.other())) {
      Await.until(
          "log-in",
          () ->
              each.postForm("/login/", Account.form(ann.name(), ann.password())).statusCode()
                  == 200);
    }
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
  }
}
