package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import llmchat.product.Product;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The line in the log belongs to the answer on the wire. */
class CallLogTest extends WireTest {
  private final Logger log = (Logger) LoggerFactory.getLogger("llmchat.request");
  private final Lines lines = new Lines();

  CallLogTest(Product product) {
    super(product);
  }

  /** Keeps the lines of the log. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      written.add(event.getFormattedMessage());
    }

    /** The next line with that text; an inference service writes lines of its own between. */
    String with(String text) throws InterruptedException {
      for (String line = next(); ; line = next()) {
        if (line.contains(text)) {
          return line;
        }
      }
    }

    private String next() throws InterruptedException {
      String line = written.poll(5, TimeUnit.SECONDS);
      assertThat(line).as("a line of the log").isNotNull();
      return java.util.Objects.requireNonNull(line);
    }
  }

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.INFO);
    log.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
    log.setLevel(null);
    log.setAdditive(true);
  }

  @Test
  void namesEveryAnswerInTheLogAsOnTheWire() throws IOException, InterruptedException {
    for (RawResponse answer :
        new RawResponse[] {
          chat(QUESTION), chat("{"), get("/v1/nothing"), chat(STREAMED_QUESTION)
        }) {
      String id = answer.headers().first("x-request-id").orElseThrow();

      assertThat(lines.with(id)).contains("status=" + answer.status());
    }
  }

  @Test
  void countsAClientThatClosesBehindTheTerminatorAsServed()
      throws IOException, InterruptedException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized("X-Request-Id", "closed-behind"));
      Sse events = client.readEvents(client.readHead());
      while (!events.nextData().orElseThrow().isDone()) {
        // reads on to the terminator
      }
    }

    assertThat(lines.with("closed-behind"))
        .contains("outcome=ok", "output_tokens=2", "usage_source=provider");
  }

  @Test
  void countsAClientThatLeftForGoneWithWhatItGot() throws IOException, InterruptedException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a")).stallAfter(Long.MAX_VALUE));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized("X-Request-Id", "left-early"));
      assertThat(client.readEvents(client.readHead()).nextData()).isPresent();
    }

    assertThat(lines.with("left-early"))
        .contains("outcome=client_gone", "output_tokens=1", "usage_source=counted");
  }

  @Test
  void keepsWhatClientsSendOutOfTheLine() throws IOException, InterruptedException {
    chat("{\"model\":\"a\\nb secret\"}", "X-Request-Id", "id-1", "User-Agent", "odd agent");
    get("/v1/odd-path%0aforged", "X-Request-Id", "id-2");

    assertThat(lines.with("id-1")).doesNotContain("\n", "secret", "odd agent", product.key());
    assertThat(lines.with("id-2")).doesNotContain("\n", "forged", product.key());
  }
}
