package llmchat.server.tls;

import java.io.IOException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import llmchat.server.config.Reading;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Parses private keys in PEM: PKCS#8, and the older formats PKCS#1 (RSA) and SEC 1 (elliptic
 * curves).
 */
final class PrivateKeys {
  private static final Set<String> ALGORITHMS = Set.of("RSA", "EC", "EdDSA");

  private PrivateKeys() {}

  /** The first private key of the text. */
  static Reading<PrivateKey> read(String text) {
    try {
      Optional<PemObject> block =
          PemBlocks.of(text).stream()
              .filter(pem -> pem.getType().endsWith("PRIVATE KEY"))
              .findFirst();
      if (block.isEmpty()) {
        return Reading.bad("holds no private key (no line -----BEGIN PRIVATE KEY-----)");
      }
      return isEncrypted(block.get())
          ? Reading.bad("holds a private key that is encrypted with a password")
          : key(block.get());
    } catch (IOException | RuntimeException e) {
      return Reading.bad("holds a private key that is damaged");
    }
  }

  /** Whether it is encrypted: PKCS#8 says so in the label, OpenSSL's old format in a header. */
  private static boolean isEncrypted(PemObject block) {
    List<?> headers = block.getHeaders();
    return block.getType().startsWith("ENCRYPTED")
        || headers.stream()
            .anyMatch(it -> it instanceof PemHeader head && head.getValue().contains("ENCRYPTED"));
  }

  private static Reading<PrivateKey> key(PemObject block) throws IOException {
    Object content = PemBlocks.content(block);
    PrivateKeyInfo info =
        content instanceof PEMKeyPair pair
            ? pair.getPrivateKeyInfo()
            : PrivateKeyInfo.getInstance(content);
    try {
      PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
      if (ALGORITHMS.contains(key.getAlgorithm())) {
        return Reading.good(key);
      }
    } catch (PEMException e) {
      // No security provider of the JDK supports it.
    }
    return Reading.bad("holds a private key that is damaged, or neither RSA, EC nor Ed25519");
  }
}
