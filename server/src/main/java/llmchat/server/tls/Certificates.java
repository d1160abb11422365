package llmchat.server.tls;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import llmchat.server.config.Reading;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.util.io.pem.PemObject;

/** Parses certificates in PEM. */
final class Certificates {
  private Certificates() {}

  /** All certificates of the text, in order; at least one. */
  static Reading<List<X509Certificate>> read(String text) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      for (PemObject block : PemBlocks.of(text)) {
        if (block.getType().equals("CERTIFICATE") || block.getType().equals("X509 CERTIFICATE")) {
          chain.add(converter.getCertificate((X509CertificateHolder) PemBlocks.content(block)));
        }
      }
    } catch (IOException | CertificateException | RuntimeException e) {
      return Reading.bad("holds a certificate that is damaged");
    }
    return chain.isEmpty()
        ? Reading.bad("holds no certificate (no line -----BEGIN CERTIFICATE-----)")
        : Reading.good(chain);
  }
}
