package llmchat.llm;

import java.util.List;

/** How a dialect is spoken with clients. Stateless; safe for any thread. */
public interface ClientSide extends AnswerForm {
  /** The paths to which clients post their calls, such as {@code /v1/chat/completions}. */
  List<String> paths();

  /** The client's headers that a provider may see, lower-case names; all others stay here. */
  List<String> headers();

  /** A new reader of envelopes, for one event loop. */
  EnvelopeReader envelopes();
}
