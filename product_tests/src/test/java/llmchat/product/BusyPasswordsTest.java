package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

/** Passwords are slow on purpose; that must not be felt by anybody else. */
class BusyPasswordsTest {
  private static final int LOG_INS = 30;

  @Test
  void refusesLogInsThatWouldWaitTooLongAndNeverHoldsUpCalls() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Account ann = Account.signUp(product.http());
      Http caller = product.http().bearer(ann.key());
      for (int warm = 0; warm < 20; warm++) {
        caller.post("/v1/chat/completions", Calls.CALL);
      }
      try (var thread = Executors.newSingleThreadExecutor()) {
        CompletableFuture<List<HttpResponse<String>>> logIns =
            CompletableFuture.supplyAsync(() -> logIns(product.http(), ann), thread);
        List<Long> nanos = new ArrayList<>();
        while (!logIns.isDone() || nanos.isEmpty()) {
          long begun = System.nanoTime();
          assertThat(caller.post("/v1/chat/completions", Calls.CALL).statusCode()).isEqualTo(200);
          nanos.add(System.nanoTime() - begun);
        }
        // Would calls wait behind passwords, only about one could be made for each of them.
        long served = logIns.get().stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(nanos).hasSizeGreaterThan((int) served);
        assertOrderly(logIns.get());
      }
    }
  }

  private static List<HttpResponse<String>> logIns(Http http, Account ann) {
    try {
      return Parallel.run(
          LOG_INS, i -> () -> http.postForm("/login/", Account.form(ann.name(), ann.password())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertOrderly(List<HttpResponse<String>> answers) {
    assertThat(answers).extracting(HttpResponse::statusCode).contains(200).containsOnly(200, 429);
    for (HttpResponse<String> answer : answers) {
      if (answer.statusCode() == 429) {
        CleanError.assertDetail("busy", answer, 429);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
      }
    }
  }
}
