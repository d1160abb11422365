package llmchat.server.http;

/** The forms in which a client may expect its errors. */
public enum ErrorShape {
  /** {@code {"error":{"message","type","param","code"}}}, as OpenAI's clients read it. */
  OPENAI,
  /** {@code {"detail": …}}, as the first API answers. */
  DETAIL;

  /** The form for a path, also for one that nothing answers. */
  static ErrorShape of(String path) {
    return path.equals("/v1") || path.startsWith("/v1/") ? OPENAI : DETAIL;
  }
}
