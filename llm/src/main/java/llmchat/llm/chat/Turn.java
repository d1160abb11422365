package llmchat.llm.chat;

/** One message of a chat. */
public record Turn(ChatRole role, String text) {

  public static Turn user(String text) {
    return new Turn(ChatRole.USER, text);
  }

  public static Turn assistant(String text) {
    return new Turn(ChatRole.ASSISTANT, text);
  }
}
