package llmchat.gateway.keys;

/** The kind of a credential that the gateway issued, recognisable by its prefix. */
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
