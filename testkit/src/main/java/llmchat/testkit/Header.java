package llmchat.testkit;

/** One field of a head, spelled as it was sent or is to be sent. */
public record Header(String name, String value) {
  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
