package llmchat.llm.dialect;

import java.util.List;
import llmchat.llm.AnswerForm;
import llmchat.llm.Dialect;
import llmchat.llm.chat.ChatForm;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.dialect.openai.OpenAiChatForm;

/**
 * The dialects in which clients may call models. A new one is a package of its own and a line here.
 */
public final class Dialects {
  /** All of them; each has paths of its own. */
  public static final List<Dialect> ALL =
      List.of(OpenAi.CHAT, OpenAi.COMPLETIONS, OpenAi.EMBEDDINGS);

  /** The form of errors below {@code /v1} where no dialect is spoken. */
  public static final AnswerForm V1 = OpenAi.CHAT.client();

  /** How our own conversations are put to models: those of the page and of the first API. */
  public static final ChatForm CHAT = new OpenAiChatForm();

  private Dialects() {}
}
