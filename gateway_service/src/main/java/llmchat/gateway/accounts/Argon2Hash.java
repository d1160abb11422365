package llmchat.gateway.accounts;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash of a password in the PHC string format, {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$tag}.
 */
final class Argon2Hash {
  // OWASP's minimum for Argon2id.
  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int TAG_BYTES = 32;

  /** Bounds for stored hashes, so that a bad row cannot block a thread or fill the heap. */
  private static final int MAX_MEMORY = 262_144;

  private static final int MAX_PASSES = 16;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] tag;

  private Argon2Hash(int memoryKib, int passes, int lanes, byte[] salt, byte[] tag) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.tag = tag;
  }

  /** Hashes with the current parameters; takes about 100 ms and 19 MiB. */
  static Argon2Hash of(byte[] password, byte[] salt) {
    return new Argon2Hash(
        MEMORY, PASSES, LANES, salt, derive(password, MEMORY, PASSES, LANES, salt, TAG_BYTES));
  }

  /** A hash with the current parameters that no password matches. */
  static Argon2Hash unmatchable(byte[] salt) {
    return new Argon2Hash(MEMORY, PASSES, LANES, salt, new byte[TAG_BYTES]);
  }

  /** Parses a stored hash; empty if it is not one, or would cost too much to check. */
  static Optional<Argon2Hash> parse(String phc) {
    Matcher matcher = PHC.matcher(phc);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int memory = Integer.parseInt(matcher.group(1));
    int passes = Integer.parseInt(matcher.group(2));
    int lanes = Integer.parseInt(matcher.group(3));
    if (memory > MAX_MEMORY || passes < 1 || passes > MAX_PASSES || lanes < 1) {
      return Optional.empty();
    }
    try {
      byte[] salt = Base64.getDecoder().decode(matcher.group(4));
      byte[] tag = Base64.getDecoder().decode(matcher.group(5));
      return Optional.of(new Argon2Hash(memory, passes, lanes, salt, tag));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  boolean matches(byte[] password) {
    byte[] candidate = derive(password, memoryKib, passes, lanes, salt, tag.length);
    return MessageDigest.isEqual(tag, candidate);
  }

  boolean isCurrent() {
    return memoryKib == MEMORY && passes == PASSES && lanes == LANES && tag.length == TAG_BYTES;
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            memoryKib, passes, lanes, base64.encodeToString(salt), base64.encodeToString(tag));
  }

  private static byte[] derive(
      byte[] password, int memory, int passes, int lanes, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] tag = new byte[length];
    generator.generateBytes(password, tag);
    return tag;
  }
}
