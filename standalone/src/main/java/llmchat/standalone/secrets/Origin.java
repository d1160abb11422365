package llmchat.standalone.secrets;

/** Where a secret's value is from, once it is in its place. */
public enum Origin {
  MADE("made"),
  KEPT("kept"),
  ENV_FILE("taken from the env file"),
  NOT_GIVEN("left empty: the env file has none");

  private final String text;

  Origin(String text) {
    this.text = text;
  }

  /** A few words for people. */
  @Override
  public String toString() {
    return text;
  }
}
