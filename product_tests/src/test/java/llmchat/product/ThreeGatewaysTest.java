package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import llmchat.testkit.Await;
import llmchat.testkit.Http;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three gateway processes that started at once on an empty database, and act as one. */
class ThreeGatewaysTest {
  private static final String CALL =
      "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"[demo delay=0ms words=2]\"}]}";

  private static Fleet fleet;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    fleet = new Fleet(folder, RealPostgres.freshDatabaseUrl(), Map.of("RATE_LIMIT", "30/minute"));
  }

  @AfterAll
  static void stop() throws Exception {
    fleet.close();
  }

  @Test
  void oneOfThemMadeTheTables() {
    assertThat(fleet.migrations()).containsExactly("0.1", "1", "1.1", "1.2", "1.3");
  }

  @Test
  void aSignUpAtOneIsGoodAtTheOthersAtOnce() throws Exception {
    for (ProgramProcess signing : fleet.gateways()) {
      Account account = Account.signUp(signing.http());
      for (Http other : fleet.each().toList()) {
        Http caller = other.bearer(account.key());
        assertThat(caller.post("/verify_token/", "").statusCode()).isEqualTo(200);
        assertThat(caller.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        String token = account.logIn(other);
        for (Http third : fleet.each().toList()) {
          assertThat(third.bearer(token).post("/verify_token/", "").statusCode()).isEqualTo(200);
        }
      }
      assertThat(fleet.each())
          .allSatisfy(each ->
              assertThat(
                      each.postForm("/signup/", Account.form(account.name(), account.password()))
                          .statusCode())
                  .as("the name is taken everywhere")
                  .isEqualTo(400));
    }
  }

  @Test
  void aChatGoesOnAtAnother() throws Exception {
    List<Http> each = fleet.each().toList();
    String key = Account.signUp(each.get(0)).key();
    String chat =
        Account.json(each.get(0).bearer(key).post("/chat/", "{\"message\":\"[demo words=2]\"}"))
            .path("chat_id")
            .asString();
    String more = "{\"message\":\"[demo words=3]\",\"chat_id\":\"%s\"}".formatted(chat);
    assertThat(each.get(1).bearer(key).post("/chat/", more).statusCode()).isEqualTo(200);
    assertThat(
            Account.json(each.get(2).bearer(key).get("/chat/" + chat + "/history")).path("history"))
        .hasSize(4);
  }

  @Test
  void aLimitHoldsForTheSumOfAll() throws Exception {
    rush(Account.signUp(fleet.gateways().getFirst().http()).key());
    Await.until(
        "a round without a gateway that found Redis too slow and counted by itself",
        () -> {
          String key = Account.signUp(fleet.gateways().getFirst().http()).key();
          double before = decisionsWithoutRedis();
          List<Integer> statuses = rush(key);
          if (decisionsWithoutRedis() > before) {
            return false;
          }
          assertThat(statuses).containsOnly(200, 429);
          assertThat(statuses).filteredOn(status -> status == 200).hasSize(30);
          return true;
        });
  }

  /** Ninety calls in all, some at a time, spread over the three. */
  private static List<Integer> rush(String key) throws Exception {
    List<Http> each = fleet.each().toList();
    return Parallel.run(
            9,
            i ->
                () -> {
                  Http caller = each.get(i % each.size()).bearer(key);
                  List<Integer> statuses = new ArrayList<>();
                  for (int call = 0; call < 10; call++) {
                    statuses.add(caller.post("/v1/chat/completions", CALL).statusCode());
                  }
                  return statuses;
                })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static double decisionsWithoutRedis() throws Exception {
    double sum = 0;
    for (Http each : fleet.each().toList()) {
      Http admin = each.bearer(Product.ADMIN_KEY).with("Accept", "application/json");
      sum +=
          Account.json(admin.get("/metrics"))
              .required("gateway_limits_local_decisions_total")
              .asDouble();
    }
    return sum;
  }
}
