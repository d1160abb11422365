package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import llmchat.llm.Envelope;
import llmchat.llm.EventReader;
import llmchat.llm.KeyHeader;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;
import llmchat.llm.Secret;

/**
 * The provider-facing half of OpenAI's dialects.
 *
 * @param path the path of its calls, below the provider's base URL
 */
record OpenAiProviderSide(String path) implements ProviderSide {
  private static final String RATE_LIMITS = "x-ratelimit-";

  private static final Set<String> HEADERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    Collections.addAll(
        HEADERS,
        "openai-processing-ms",
        "openai-version",
        "retry-after",
        "retry-after-ms",
        "x-should-retry");
  }

  @Override
  public String path(LlmCall call, String model) {
    return path;
  }

  @Override
  public KeyHeader authentication(Secret key) {
    return new KeyHeader("authorization", new Secret("Bearer " + key.reveal()));
  }

  @Override
  public Buffer body(LlmCall call, String model, boolean usageInStreams) {
    return own(call.envelope()).spliced(call.body(), model, usageInStreams && call.stream());
  }

  @Override
  public boolean passes(String header) {
    return HEADERS.contains(header)
        || header.regionMatches(true, 0, RATE_LIMITS, 0, RATE_LIMITS.length());
  }

  @Override
  public EventReader events(Envelope envelope) {
    return new ChunkReader(own(envelope).asksForUsage());
  }

  @Override
  public LlmReply whole(int status, Map<String, String> headers, Buffer body) {
    return status >= 400
        ? OpenAiErrors.refused(status, headers, body)
        : OpenAiAnswers.reply(status, headers, body);
  }

  @Override
  public LlmReply refusal(Map<String, String> headers, Buffer error) {
    Map<String, String> shown = new HashMap<>(headers);
    shown.put("content-type", "application/json");
    return new LlmReply.Refused(502, shown, error);
  }

  /** The envelope of a call is always of the call's dialect. */
  private static OpenAiEnvelope own(Envelope envelope) {
    return (OpenAiEnvelope) envelope;
  }
}
