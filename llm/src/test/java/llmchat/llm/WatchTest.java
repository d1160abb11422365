package llmchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** All that were added later once lost their timeouts for as long as the first one threw. */
  @Test
  void ticksAllOthersAfterOneThatThrows() throws InterruptedException {
    CountDownLatch ticks = new CountDownLatch(2);
    CountDownLatch failures = new CountDownLatch(2);
    vertx.runOnContext(on -> {
      Watch watch = new Watch(vertx, System::nanoTime);
      watch.add(now -> {
        failures.countDown();
        throw new IllegalStateException("a fault in the test");
      });
      watch.add(now -> ticks.countDown());
    });

    assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(failures.getCount()).describedAs("it is not asked again").isEqualTo(1);
  }
}
