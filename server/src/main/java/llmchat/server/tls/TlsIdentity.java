package llmchat.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A server's certificate and private key. Immutable; never prints the key.
 *
 * @param chain the certificate, followed by those of its issuers
 * @param key the private key of the first certificate
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /** When the certificate expires. */
  public Instant expiresAt() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** The first DNS name of the certificate that is not a wildcard. */
  public Optional<String> hostName() {
    try {
      return Optional.ofNullable(chain.getFirst().getSubjectAlternativeNames())
          .flatMap(names ->
              names.stream()
                  .filter(name -> name.getFirst().equals(DNS_NAME))
                  .map(name -> (String) name.get(1))
                  .filter(name -> !name.startsWith("*"))
                  .findFirst());
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the private key belongs to the certificate: signs with one and verifies with the other.
   */
  static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 1);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update((byte) 1);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static boolean matchesAny(PrivateKey key, Collection<X509Certificate> certificates) {
    return certificates.stream().anyMatch(certificate -> belongTogether(key, certificate));
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
