package llmchat.standalone.secrets;

/** Where the value of a stored secret comes from. */
public enum Origin {
  MADE("generated"),
  KEPT("kept"),
  ENV_FILE("copied from the env file"),
  NOT_GIVEN("empty: not in the env file");

  private final String text;

  Origin(String text) {
    this.text = text;
  }

  /** A few words for the operator. */
  @Override
  public String toString() {
    return text;
  }
}
