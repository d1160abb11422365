package llmchat.inference.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.json.JsonText;
import llmchat.llm.routing.Target;
import llmchat.server.form.BoundedJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo model: answers in OpenAI's dialects without a provider, at once or streamed word by
 * word. A prompt can set a delay, a length and a failure; see {@link DemoDirective}.
 */
public final class DemoProvider implements LlmClient {
  /** A request has few values; more than these would only fill the memory. */
  private static final JsonMapper JSON = BoundedJson.withTokens(100_000);

  /** In bytes: what a demo has to do with a prompt it does on the event loop. */
  private static final int LARGEST_REQUEST = 1_000_000;

  private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

  /** The most numbers in all vectors of an answer, which is built in memory. */
  private static final long MAX_NUMBERS = 500_000;

  private final EventLoop loop;
  private final Duration pause;
  private final InstantSource time;

  /**
   * Creates the clients of the demo model.
   *
   * @param pause the pause between two words of a stream
   */
  public static Target.Adapter adapter(Duration pause, InstantSource time) {
    return (loop, http) -> new DemoProvider(loop, pause, time);
  }

  private DemoProvider(EventLoop loop, Duration pause, InstantSource time) {
    this.loop = loop;
    this.pause = pause;
    this.time = time;
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    if (call.body().length() > LARGEST_REQUEST) {
      return refused("The demo model reads requests of at most " + LARGEST_REQUEST + " bytes.");
    }
    try {
      return answer(call, JSON.readTree(call.body().getBytes()));
    } catch (StreamConstraintsException tooMuch) {
      return refused("The demo model reads requests of at most 100,000 values.");
    } catch (JacksonException e) {
      return refused("The body is not valid JSON.");
    }
  }

  private Future<LlmReply> answer(LlmCall call, JsonNode body) {
    if (call.dialect() == OpenAi.EMBEDDINGS && DemoReplies.numbers(body) > MAX_NUMBERS) {
      return refused("The demo model returns at most " + MAX_NUMBERS + " numbers per response.");
    }
    DemoReplies replies = new DemoReplies(call.dialect(), call.model(), time.instant());
    String prompt = DemoPrompt.of(body);
    DemoDirective directive = DemoDirective.in(prompt);
    if (directive.fail().isPresent()) {
      return after(
          directive.delay().orElse(Duration.ZERO),
          call,
          error(directive.fail().getAsInt(), "The demo model failed as requested."));
    }
    List<String> words = DemoText.answer(prompt, directive);
    int answer = call.dialect() == OpenAi.EMBEDDINGS ? 0 : words.size();
    Usage usage = Usage.reported(DemoText.tokens(prompt), answer);
    if (call.stream()) {
      boolean keepUsage = body.path("stream_options").path("include_usage").asBoolean(false);
      return Future.succeededFuture(
          new LlmReply.Streamed(
              Map.of(),
              new DemoEvents(
                  loop, replies, words, usage, keepUsage, directive.delay().orElse(pause))));
    }
    return after(
        directive.delay().orElse(Duration.ZERO),
        call,
        whole(200, replies.whole(body, words, usage), usage));
  }

  private static Future<LlmReply> refused(String message) {
    return Future.succeededFuture(error(400, message));
  }

  private Future<LlmReply> after(Duration delay, LlmCall call, LlmReply reply) {
    if (delay.isZero()) {
      return Future.succeededFuture(reply);
    }
    Promise<LlmReply> later = Promise.promise();
    long timer =
        loop.vertx().setTimer(Math.max(1, delay.toMillis()), over -> later.complete(reply));
    call.cancellation()
        .onCancel(() -> {
          if (loop.vertx().cancelTimer(timer)) {
            later.complete(new LlmReply.Failed(new Failure.ClientGone()));
          }
        });
    return later.future();
  }

  private static LlmReply error(int status, String message) {
    Buffer json =
        new JsonText()
            .beginObject()
            .beginObject("error")
            .text("message", message)
            .text("type", status < 500 ? "invalid_request_error" : "server_error")
            .none("param")
            .none("code")
            .endObject()
            .endObject()
            .toBuffer();
    return new LlmReply.Refused(status, HEADERS, json);
  }

  private static LlmReply whole(int status, String json, Usage usage) {
    Buffer body = Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
    return new LlmReply.Whole(status, HEADERS, body, usage);
  }
}
