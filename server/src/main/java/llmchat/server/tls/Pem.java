package llmchat.server.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what stands after {@code BEGIN}, such as {@code CERTIFICATE}
 * @param body what stands between the two lines
 */
record Pem(String label, String body) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----([^-]*+(?:-(?!----END)[^-]*+)*+)-----END \\1-----");

  /** The blocks of a text, in their order; everything around them is a comment. */
  static List<Pem> blocks(String text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Pem(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** Whether it takes a password: PKCS#8 says so in the label, OpenSSL's old way in a header. */
  boolean isEncrypted() {
    return label.equals("ENCRYPTED PRIVATE KEY") || body.contains("ENCRYPTED");
  }

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException if they are not Base64
   */
  byte[] bytes() {
    return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
  }

  @Override
  public String toString() {
    return label;
  }
}
