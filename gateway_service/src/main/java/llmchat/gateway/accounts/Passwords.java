package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import llmchat.gateway.store.Workers;
import llmchat.llm.Secret;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes and verifies passwords: with Argon2id, and bcrypt for hashes of adopted accounts.
 *
 * <p>A password is its UTF-8 bytes exactly as sent. Unlike names it is not normalised, so that
 * passwords from before the adoption still match. Hashing takes about 100 ms and 19 MiB, so it runs
 * on a few threads with a short queue; when that is full, futures fail with {@link
 * PasswordsBusyException}. New passwords have a thread and a queue of their own, so that no crowd
 * of sign-ups keeps people from logging in. Futures complete on the caller's Vert.x context.
 */
final class Passwords implements AutoCloseable {
  private static final int SALT_BYTES = 16;

  /** Passwords that wait for a thread, at most: of log-ins, and of sign-ups. */
  static final int QUEUE = 8;

  /** Costs 4 to 15; a higher one would hold a thread for many seconds. */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

  private final SecureRandom random = new SecureRandom();
  private final Workers checks;
  private final Workers changes;

  /** Compared with the password of an unknown user, to take the same time. */
  private final Argon2Hash nobody;

  /**
   * Starts no thread before the first password.
   *
   * @param threads passwords verified at the same time, each in 19 MiB; one more makes new hashes
   */
  public Passwords(int threads) {
    this.checks = new Workers("passwords", threads, QUEUE, PasswordsBusyException::new);
    this.changes = new Workers("new-passwords", 1, QUEUE, PasswordsBusyException::new);
    this.nobody = Argon2Hash.unmatchable(salt());
  }

  /** The PHC string to store for a new password. */
  public Future<String> hash(Secret password) {
    return changes.call(() -> Argon2Hash.of(bytes(password), salt()).toString());
  }

  /** Compares with a stored hash; a hash of an unknown format matches nothing. */
  public Future<PasswordVerdict> verify(Secret password, String storedHash) {
    return checks.call(() -> verdict(bytes(password), storedHash));
  }

  /** Takes as long as {@link #verify} and never matches, for users that do not exist. */
  public Future<PasswordVerdict> verifyNobody(Secret password) {
    return checks.call(() -> mismatch(bytes(password)));
  }

  @Override
  public void close() {
    checks.close();
    changes.close();
  }

  private PasswordVerdict verdict(byte[] password, String stored) {
    if (BCRYPT.matcher(stored).matches()) {
      return OpenBSDBCrypt.checkPassword(stored, password)
          ? PasswordVerdict.MATCH_REHASH
          : PasswordVerdict.MISMATCH;
    }
    return Argon2Hash.parse(stored)
        .map(hash -> argon2Verdict(hash, password))
        .orElseGet(() -> mismatch(password));
  }

  private PasswordVerdict mismatch(byte[] password) {
    var _ = nobody.matches(password);
    return PasswordVerdict.MISMATCH;
  }

  private static PasswordVerdict argon2Verdict(Argon2Hash hash, byte[] password) {
    if (!hash.matches(password)) {
      return PasswordVerdict.MISMATCH;
    }
    return hash.isCurrent() ? PasswordVerdict.MATCH : PasswordVerdict.MATCH_REHASH;
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static byte[] bytes(Secret password) {
    return password.reveal().getBytes(StandardCharsets.UTF_8);
  }
}
