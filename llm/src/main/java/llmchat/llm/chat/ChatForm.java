package llmchat.llm.chat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import llmchat.llm.Dialect;
import llmchat.llm.LlmReply;

/**
 * Writes a stored conversation as a call in some dialect, and reads the answer. Pure functions;
 * safe for any thread.
 */
public interface ChatForm {
  /** The dialect of the calls. */
  Dialect dialect();

  /** The JSON body of the call. */
  Buffer body(ChatPrompt prompt, boolean stream);

  /** Reads a reply; a stream, which was not requested, is cancelled and counts as broken. */
  ChatAnswer answer(LlmReply reply);

  /** The text of each of these complete events that has any, in order. */
  List<String> deltas(Buffer events);

  /** The message in a provider's error body. */
  String errorText(Buffer error);
}
