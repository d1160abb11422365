package llmchat.server.config;

/** What a setting is about; the settings are listed in this order. */
public enum Group {
  MODELS("Models and providers"),
  GATEWAY("Gateway"),
  INFERENCE("Inference service"),
  STORAGE("Storage"),
  LIMITS("Limits"),
  TIMES("Time limits"),
  LOGS("Logs"),
  PROCESS("Process");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  /** The heading for people. */
  public String title() {
    return title;
  }
}
