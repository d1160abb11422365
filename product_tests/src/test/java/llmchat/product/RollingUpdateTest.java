package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.testkit.Await;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

/** One process takes the place of another behind one address while people call. */
class RollingUpdateTest {
  private static final int CALLERS = 4;
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";

  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @Test
  void replacingTheInferenceServiceCostsNobodyACall() throws Exception {
    Product inference = inference();
    try (FaultProxy address = FaultProxy.before(port(inference));
        Product gateway = gateway(address)) {
      Http http = gateway.http();
      List<Thread> callers = new ArrayList<>();
      for (int each = 0; each < CALLERS; each++) {
        callers.add(Thread.ofVirtual().start(() -> callOn(http.bearer(Product.ADMIN_KEY))));
      }
      for (int update = 0; update < 3; update++) {
        awaitCalls();
        Product next = inference();
        address.leadTo(port(next));
        inference.close();
        inference = next;
      }
      awaitCalls();
      over = true;
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(lost).isEmpty();
    } finally {
      inference.close();
    }
  }

  private void callOn(Http caller) {
    try {
      while (!over && lost.isEmpty()) {
        check(caller.post("/v1/chat/completions", Calls.CALL), "Hello there");
        check(caller.post("/v1/chat/completions", STREAM), "data: [DONE]");
      }
    } catch (Exception problem) {
      lost.add(problem.toString());
    }
  }

  private void check(HttpResponse<String> answer, String content) {
    if (answer.statusCode() != 200 || !answer.body().contains(content)) {
      lost.add(answer.statusCode() + " " + answer.body());
    }
    answered.incrementAndGet();
  }

  /** Until a good many have been answered since. */
  private void awaitCalls() throws Exception {
    int before = answered.get();
    Await.until("calls", () -> answered.get() > before + 50 || !lost.isEmpty());
  }

  private static Product inference() {
    return Setup.of(Form.INFERENCE_ALONE)
        .with("DRAIN_DELAY", "1s")
        .with("DRAIN_TIMEOUT", "5s")
        .start();
  }

  private static Product gateway(FaultProxy inference) {
    return Setup.of(Form.GATEWAY_ALONE)
        .with(
            "INFERENCE_ROUTING",
            "{\"%s\": \"http://127.0.0.1:%d\"}".formatted(Product.MODEL, inference.port()))
        .start();
  }

  private static int port(Product inference) {
    return inference.inference().inferencePort();
  }
}
