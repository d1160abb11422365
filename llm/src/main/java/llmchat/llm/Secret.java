package llmchat.llm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be printed: a provider's key, the admin key, a shared token.
 *
 * <p>{@link #toString} shows nothing of it and {@link #equals} takes the same time wherever two
 * secrets differ. Safe for any thread.
 */
public final class Secret {
  private final String value;

  /** Wraps the text; an empty one is an {@link IllegalArgumentException}: it protects nothing. */
  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret cannot be empty");
    }
    this.value = value;
  }

  /** The text itself, for sending or hashing it. */
  public String reveal() {
    return value;
  }

  /** The number of characters, for rules about weak secrets. */
  public int length() {
    return value.length();
  }

  /** Whether {@code presented} is this secret, compared in constant time. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(bytes(value), bytes(presented));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
