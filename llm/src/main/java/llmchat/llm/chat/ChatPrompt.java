package llmchat.llm.chat;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.json.BadEnvelopeException;
import llmchat.llm.json.Envelope;
import llmchat.llm.json.EnvelopeReader;
import llmchat.llm.json.Splice;

/** Builds the body of a chat call from the turns of a conversation. */
public final class ChatPrompt {
  private final String model;
  private final StringBuilder messages = new StringBuilder();

  /** Begins with the system prompt; an empty one is left out. */
  public ChatPrompt(String model, String systemPrompt) {
    this.model = model;
    if (!systemPrompt.isEmpty()) {
      add("system", systemPrompt);
    }
  }

  /** Adds a turn; {@code role} is one of OpenAI's. */
  public ChatPrompt add(String role, String text) {
    messages.append(messages.isEmpty() ? "" : ",");
    messages.append("{\"role\":").append(Splice.quoted(role));
    messages.append(",\"content\":").append(Splice.quoted(text)).append('}');
    return this;
  }

  /** The body in OpenAI's dialect. */
  public Buffer body(boolean stream) {
    return Buffer.buffer(
        "{\"model\":"
            + Splice.quoted(model)
            + (stream ? ",\"stream\":true" : "")
            + ",\"messages\":["
            + messages
            + "]}");
  }

  /** The envelope of a body that this class built. */
  public static Envelope envelope(Buffer body) {
    try {
      return new EnvelopeReader().read(body);
    } catch (BadEnvelopeException e) {
      throw new IllegalStateException("a body of our own must be readable", e);
    }
  }
}
