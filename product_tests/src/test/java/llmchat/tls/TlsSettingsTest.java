package llmchat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ServiceRole;
import llmchat.server.tls.TlsFiles;
import llmchat.server.tls.TlsIdentity;
import llmchat.standalone.ProgramSettings;
import llmchat.testkit.ServerCertificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code TLS_CERT} and {@code TLS_KEY} may be, and what is said of everything else. */
class TlsSettingsTest {
  private static ServerCertificate curve;
  private static ServerCertificate rsa;

  @TempDir Path folder;

  @BeforeAll
  static void make(@TempDir Path folder) throws IOException {
    curve = ServerCertificate.make(folder, "curve", "EC");
    rsa = ServerCertificate.make(folder, "rsa", "RSA");
  }

  @Test
  void readsKeysInTheirOldForms() throws IOException {
    byte[] ofRsa =
        PrivateKeyInfo.getInstance(rsa.key().getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    assertThat(
            identity(rsa.certificatePem(), ServerCertificate.pem("RSA PRIVATE KEY", ofRsa)).key())
        .isEqualTo(rsa.key());
    assertThat(identity(curve.certificatePem(), oldForm(curve)).key().getAlgorithm())
        .isEqualTo("EC");
  }

  /** SEC 1 as OpenSSL writes it: with the curve, and a block of parameters before it. */
  private static String oldForm(ServerCertificate certificate) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(certificate.key().getEncoded());
    var old =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            ((java.security.interfaces.ECPrivateKey) certificate.key())
                .getParams()
                .getOrder()
                .bitLength(),
            org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
            info.getPrivateKeyAlgorithm().getParameters());
    byte[] curveName = info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded();
    return ServerCertificate.pem("EC PARAMETERS", curveName)
        + ServerCertificate.pem("EC PRIVATE KEY", old.getEncoded());
  }

  @Test
  void readsAnEdwardsKey() throws IOException {
    ServerCertificate edwards = ServerCertificate.make(folder, "edwards", "Ed25519");

    TlsIdentity identity = identity(edwards.certificatePem(), edwards.keyPem());

    assertThat(identity.hostName()).hasValue("localhost");
    assertThat(identity).asString().doesNotContain("PrivateKey");
  }

  @Test
  void takesBothFromOneFileWithWordsAround() throws IOException {
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        "# ours\r\n" + curve.keyPem() + "chain:\n" + curve.certificatePem() + rsa.certificatePem());

    TlsFiles files = new TlsFiles(both, both);

    assertThat(files.identity(files.read()).chain()).hasSize(2);
  }

  @Test
  void wantsBothOrNone() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), curve.certificatePem());
    assertRefused(
        Map.of("TLS_CERT", file.toString()),
        "TLS_KEY: is not set, but TLS_CERT (given) is; set both for HTTPS, or none for HTTP");
    assertRefused(
        Map.of("TLS_KEY", file.toString()), "TLS_CERT: is not set, but TLS_KEY (given) is;");
  }

  @Test
  void saysWhichFileIsWrongAndWhy() throws IOException {
    assertRefused(curve.certificatePem(), "", "TLS_KEY (given): the file", "is empty");
    assertRefused(curve.certificatePem(), "words", "TLS_KEY (given)", "holds no private key");
    assertRefused("words", curve.keyPem(), "TLS_CERT (given)", "holds no certificate");
    assertRefused(curve.keyPem(), curve.keyPem(), "TLS_CERT (given)", "holds no certificate");
    assertRefused(
        ServerCertificate.pem("CERTIFICATE", new byte[] {48, 1, 2}),
        curve.keyPem(),
        "TLS_CERT (given)",
        "holds a certificate that is damaged");
    byte[] half = Arrays.copyOf(curve.key().getEncoded(), 20);
    for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
      assertRefused(
          curve.certificatePem(), ServerCertificate.pem(label, half), "TLS_KEY (given)", "damaged");
    }
    assertRefused(
        curve.certificatePem(),
        ServerCertificate.pem("ENCRYPTED PRIVATE KEY", half),
        "TLS_KEY (given)",
        "encrypted with a password",
        "openssl pkcs8");
    assertRefused(
        curve.certificatePem(), rsa.keyPem(), "TLS_KEY (given): the key in", "does not belong");
    assertRefused(
        rsa.certificatePem() + curve.certificatePem(),
        curve.keyPem(),
        "TLS_CERT (given): the file",
        "begins with a certificate for another key");
    assertRefused(
        Map.of("TLS_CERT", folder.resolve("none").toString(), "TLS_KEY", folder.toString()),
        "TLS_CERT (given): the file",
        "does not exist",
        "TLS_KEY (given): the file",
        "is a folder");
  }

  @Test
  void readsFilesThatAreIndented() throws IOException {
    assertThat(identity(curve.certificatePem().indent(4), curve.keyPem().indent(2)).chain())
        .hasSize(1);
  }

  @Test
  void saysThatAKeyOfOpenSslsOldFormIsEncryptedOrCutOff() throws IOException {
    String encrypted =
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

        AAAA
        -----END RSA PRIVATE KEY-----
        """;
    assertRefused(rsa.certificatePem(), encrypted, "TLS_KEY (given)", "encrypted with a password");
    String cutOff = rsa.keyPem().substring(0, rsa.keyPem().length() / 2);
    assertRefused(rsa.certificatePem(), cutOff, "TLS_KEY (given)", "damaged");
  }

  private TlsIdentity identity(String certificate, String key) throws IOException {
    TlsFiles files = write(certificate, key);
    return files.identity(files.read());
  }

  private TlsFiles write(String certificate, String key) throws IOException {
    return new TlsFiles(
        Files.writeString(folder.resolve("tls.crt"), certificate),
        Files.writeString(folder.resolve("tls.key"), key));
  }

  private void assertRefused(String certificate, String key, String... words) throws IOException {
    TlsFiles files = write(certificate, key);
    assertRefused(
        Map.of("TLS_CERT", files.certificate().toString(), "TLS_KEY", files.key().toString()),
        words);
  }

  private static void assertRefused(Map<String, String> settings, String... words) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("GATEWAY_HOST", "127.0.0.1");
    assertThatThrownBy(() -> ProgramSettings.of(all).checkFor(ServiceRole.STANDALONE))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(words)
        .doesNotContain("PRIVATE KEY-----\n");
  }
}
