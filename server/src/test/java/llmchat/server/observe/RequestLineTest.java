package llmchat.server.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.server.http.Client;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.encoder.StreamingEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log says about a request, as the log writer writes it. */
class RequestLineTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void isWrittenAsPairsAfterTimeLevelAndLogger() {
    assertThat(written(new TextEncoder(), "{}", line("gpt-4o-mini", null)))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  request [^\\n]*\\n")
        .endsWith(
            " request request_id=req_1 client=127.0.0.1 method=POST route=/v1/chat/completions"
                + " status=200 outcome=ok duration_ms=1.500 model=gpt-4o-mini stream=false"
                + " upstream_ms=1.410 input_tokens=31 output_tokens=17 usage_source=provider"
                + " user=usr_1\n");
  }

  @Test
  void quotesWhatCouldPassForALineOrAFieldOfItsOwn() {
    assertThat(written(new TextEncoder(), "{}", line("x\n2026 INFO status=200", null)))
        .contains(" model=\"x\\n2026 INFO status=200\" ")
        .containsOnlyOnce("\n");
  }

  @Test
  void writesTextsOfAnyLengthAndScriptInUtf8() {
    String text = "é漢😀".repeat(3000);
    assertThat(written(new TextEncoder(), "{}", line(text, null))).contains("\"" + text + "\"");
  }

  /** An escape sequence of a stranger once reached the operator's terminal. */
  @Test
  void escapesWhatATerminalObeysOrAnEyeMisreads() {
    String text = "a\u001b[2J\u0085\u009b\u007f\u202eb\u2066\u2028\u061c\u200f";
    String escaped = "\\u001b[2J\\u0085\\u009b\\u007f\\u202eb\\u2066\\u2028\\u061c\\u200f";

    assertThat(written(new TextEncoder(), "{}", line(text, null)))
        .contains("model=\"a" + escaped + "\"");
    assertThat(written(new TextEncoder(), "x\n2026 INFO forged {}", text))
        .contains("x\\u000a2026 INFO forged a" + escaped + "\n");
  }

  @Test
  void letsNoMessageOfAnExceptionPassForALine() {
    Exception fault = new IllegalStateException("it\n2026 INFO forged\u001b[2J");

    assertThat(written(new TextEncoder(), "failed", fault))
        .contains("\n  2026 INFO forged\\u001b[2J\n\tat ")
        .doesNotContain("\n2026");
  }

  @Test
  void isAnObjectOfItsOwnInJson() {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setIncludeMdc(false);
    encoder.start();
    String json =
        written(encoder, "request", line("m", new Failure.UpstreamBroken("it \"broke\"")));
    JsonNode event = new JsonMapper().readTree(json);
    assertThat(event.path("message").asString()).isEqualTo("request");
    assertThat(event.path("thread_name").asString()).isEqualTo(Thread.currentThread().getName());
    assertThat(event.path("request").path("request_id").asString()).isEqualTo("req_1");
    assertThat(event.path("request").path("status").asInt()).isEqualTo(200);
    assertThat(event.path("request").path("error").asString()).endsWith(": it \"broke\"");
  }

  private String written(StreamingEncoder<ILoggingEvent> encoder, String message, Object line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchingAppender appender = new BatchingAppender(encoder, out);
    appender.setContext(context);
    appender.start();
    context.setMDCAdapter(new LogbackMDCAdapter());
    Logger log = context.getLogger("llmchat.request");
    log.setLevel(Level.INFO);
    log.addAppender(appender);
    log.info(message, line);
    appender.stop();
    return out.toString(UTF_8);
  }

  private static RequestLine line(String model, @Nullable Failure failure) {
    return new RequestLine(
        "req_1",
        new Client(InetAddress.ofLiteral("127.0.0.1"), false, Optional.empty()),
        "POST",
        "/v1/chat/completions",
        200,
        "ok",
        1_500_000,
        model,
        false,
        1_410_000,
        Usage.reported(31, 17),
        "usr_1",
        failure,
        null,
        null);
  }
}
