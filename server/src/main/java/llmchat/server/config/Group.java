package llmchat.server.config;

/** The topic of a setting: the chapters of the documentation, in order. */
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

  /** Whether the start table of a process of that role shows its important settings. */
  boolean concerns(ServiceRole role) {
    return switch (this) {
      case GATEWAY, LIMITS, STORAGE -> role.servesGateway();
      case INFERENCE, MODELS -> role.servesInference();
      case TIMES, LOGS, PROCESS -> true;
    };
  }

  /** The heading in the documentation. */
  public String title() {
    return title;
  }
}
