package llmchat.product;

/** The shortest bodies that are answered. */
final class Calls {
  /** Of {@code POST /v1/chat/completions}. */
  static final String CALL = "{\"model\": \"gpt-4o-mini\", \"messages\": []}";

  /** Of {@code POST /chat}. */
  static final String CHAT = "{\"message\": \"Hi\"}";

  private Calls() {}
}
