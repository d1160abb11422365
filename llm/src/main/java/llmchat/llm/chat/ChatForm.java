package llmchat.llm.chat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import llmchat.llm.Dialect;
import llmchat.llm.LlmReply;

/**
 * How a conversation of ours is written in a dialect, and the answer read from it. Pure functions;
 * safe for any thread.
 */
public interface ChatForm {
  /** The dialect of the calls. */
  Dialect dialect();

  /** The body of the call. */
  Buffer body(ChatPrompt prompt, boolean stream);

  /** Reads a reply; a stream has no text yet and counts as broken. */
  ChatAnswer answer(LlmReply reply);

  /** The texts that whole events of a stream add, one for each event that adds any. */
  List<String> deltas(Buffer events);

  /** What a provider's error says. */
  String errorText(Buffer error);
}
