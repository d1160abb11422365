package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.server.config.Role;
import llmchat.standalone.Running;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process takes the place of another behind one address while people call. */
class RollingUpdateTest {
  private static final int CALLERS = 4;
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";

  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @Test
  void replacingTheInferenceServiceCostsNobodyACall(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start()) {
      Running inference = inference(provider);
      try (FaultProxy address = FaultProxy.before(inference.inferencePort());
          Running gateway = gateway(folder, address);
          Http http = Http.to(gateway.gatewayPort())) {
        List<Thread> callers = new ArrayList<>();
        for (int each = 0; each < CALLERS; each++) {
          callers.add(Thread.ofVirtual().start(() -> callOn(http.bearer(Installation.ADMIN_KEY))));
        }
        for (int update = 0; update < 3; update++) {
          awaitCalls();
          Running next = inference(provider);
          address.leadTo(next.inferencePort());
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
  }

  private void callOn(Http caller) {
    try {
      while (!over && lost.isEmpty()) {
        check(caller.post("/v1/chat/completions", LimitsSuite.CALL), "Hello there");
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

  private static Running inference(ScriptedUpstream provider) {
    return Installation.start(
        Role.INFERENCE,
        Map.of(
            "OPENAI_API_KEY",
            Installation.PROVIDER_KEY,
            "OPENAI_BASE_URL",
            provider.baseUrl(),
            "DRAIN_DELAY",
            "1s"));
  }

  private static Running gateway(Path folder, FaultProxy inference) {
    return Installation.start(
        Role.GATEWAY,
        Map.of(
            "DATA_DIR", folder.toString(),
            "INFERENCE_ROUTING",
                "{\"%s\": \"http://127.0.0.1:%d\"}"
                    .formatted(Installation.MODEL, inference.port())));
  }
}
