package llmchat.gateway.keys;

/** What a credential that the gateway issued is for; its first characters say so. */
public enum KeyKind {
  API_KEY("llmc_"),
  SESSION("llms_");

  private final String prefix;

  KeyKind(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }
}
