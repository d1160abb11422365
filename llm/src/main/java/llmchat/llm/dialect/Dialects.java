package llmchat.llm.dialect;

import java.util.List;
import llmchat.llm.AnswerForm;
import llmchat.llm.Dialect;
import llmchat.llm.chat.ChatForm;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.dialect.openai.OpenAiChatForm;

/** The dialects that clients may use. A new one needs a package of its own and a line here. */
public final class Dialects {
  /** All dialects; no two have a path in common. */
  public static final List<Dialect> ALL =
      List.of(OpenAi.CHAT, OpenAi.COMPLETIONS, OpenAi.EMBEDDINGS);

  /** The form of errors below {@code /v1} on paths that belong to no dialect. */
  public static final AnswerForm V1 = OpenAi.CHAT.client();

  /** How stored conversations, of the page and of the first API, are sent to models. */
  public static final ChatForm CHAT = new OpenAiChatForm();

  private Dialects() {}
}
