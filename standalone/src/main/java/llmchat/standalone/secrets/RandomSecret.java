package llmchat.standalone.secrets;

import java.security.SecureRandom;
import java.util.Base64;
import llmchat.llm.Secret;

/** New secrets: 256 random bits as 43 characters that are safe in URLs, headers and shells. */
public final class RandomSecret {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomSecret() {}

  /** A fresh one. */
  public static Secret next() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
