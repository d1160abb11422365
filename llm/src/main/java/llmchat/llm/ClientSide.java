package llmchat.llm;

import java.util.List;

/** The client-facing half of a dialect. Stateless; safe for any thread. */
public interface ClientSide extends AnswerForm {
  /** The paths to which clients post their calls, such as {@code /v1/chat/completions}. */
  List<String> paths();

  /** The request headers that are forwarded to providers, lower-case names; all others are not. */
  List<String> headers();

  /** A new envelope reader, for one event loop. */
  EnvelopeReader envelopes();
}
