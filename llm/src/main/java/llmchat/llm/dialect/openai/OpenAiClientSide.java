package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import llmchat.llm.ClientSide;
import llmchat.llm.EnvelopeReader;
import llmchat.llm.Failure;
import llmchat.llm.Problem;
import llmchat.llm.sse.SseText;

/**
 * The client-facing half of OpenAI's dialects: errors as {@code {"error": {"message", "type",
 * "param", "code"}}}, streams that end with {@code [DONE]}.
 *
 * @param paths the paths of its calls
 */
record OpenAiClientSide(List<String> paths) implements ClientSide {
  private static final List<String> HEADERS = List.of("openai-beta", "idempotency-key");
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  @Override
  public List<String> headers() {
    return HEADERS;
  }

  @Override
  public EnvelopeReader envelopes() {
    return new OpenAiEnvelopeReader();
  }

  @Override
  public Problem problem(Failure failure) {
    Problem problem = Problem.of(failure);
    return failure instanceof Failure.Unauthorized
        ? problem
            .message("Missing or unknown API key. Send it as 'Authorization: Bearer <key>'.")
            .header("www-authenticate", "Bearer")
        : problem;
  }

  @Override
  public Buffer errorBody(Problem problem) {
    return OpenAiErrors.body(
        problem.message(), OpenAiErrors.type(problem.status()), problem.param(), problem.code());
  }

  @Override
  public Buffer errorEvent(Buffer errorBody) {
    return SseText.error(errorBody);
  }

  @Override
  public Buffer endOfStream() {
    return DONE;
  }

  @Override
  public Buffer keepAlive() {
    return SseText.PING;
  }
}
