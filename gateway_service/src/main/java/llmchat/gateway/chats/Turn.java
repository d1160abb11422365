package llmchat.gateway.chats;

/** One thing said in a chat. */
public record Turn(Role role, String text) {

  public static Turn user(String text) {
    return new Turn(Role.USER, text);
  }

  public static Turn assistant(String text) {
    return new Turn(Role.ASSISTANT, text);
  }
}
