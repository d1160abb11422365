package llmchat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import llmchat.product.Product;
import llmchat.testkit.Await;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New certificates are shown without a restart; broken ones are not. */
class ReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Test
  void showsANewPairOnAllEventLoopsAndCutsNoConnection(@TempDir Path folder) throws Exception {
    try (TlsGateway gateway = TlsGateway.start(folder, Map.of());
        RawClient open = gateway.raw()) {
      assertThat(open.get("/livez").readResponse().status()).isEqualTo(200);
      ServerCertificate second = ServerCertificate.make(folder, "second", "RSA");
      // As certbot does it: written beside and renamed.
      second.writeTo(folder.resolve("new.crt"), folder.resolve("new.key"));
      move(folder.resolve("new.crt"), gateway.certificateFile());
      move(folder.resolve("new.key"), gateway.keyFile());
      Await.until("the new certificate", PATIENCE, () -> shows(gateway, second));

      for (int i = 0; i < 8; i++) {
        assertThat(shows(gateway, second)).isTrue();
      }
      for (Version version : Version.values()) {
        if (version == Version.HTTP_1_1 || version == Version.HTTP_2) {
          try (Http http = gateway.http(version, second)) {
            assertThat(http.get("/livez").version()).isEqualTo(version);
          }
        }
      }
      assertThat(open.get("/livez").readResponse().status()).isEqualTo(200);
      assertThat(expiry(gateway, second)).isEqualTo(notAfter(second));
    }
  }

  @Test
  void keepsTheOldPairAndNamesABrokenOneOnce(@TempDir Path folder) throws Exception {
    try (TlsGateway gateway = TlsGateway.start(folder, Map.of())) {
      ServerCertificate.make(folder, "second", "EC")
          .writeTo(gateway.certificateFile(), folder.resolve("unused.key"));
      Await.until("a line in the log", PATIENCE, () -> gateway.log().contains("the old one stays"));

      assertThat(shows(gateway, gateway.certificate())).isTrue();
      assertThat(gateway.log()).contains("TLS_KEY: the key in", "does not belong");
      Files.delete(gateway.keyFile());
      Await.until("another line", PATIENCE, () -> count(gateway.log(), "the old one stays") == 2);
      assertThat(shows(gateway, gateway.certificate())).isTrue();
      gateway.certificate().writeTo(gateway.certificateFile(), gateway.keyFile());
      Await.until(
          "the good pair", PATIENCE, () -> gateway.log().contains("a new certificate is shown"));
      assertThat(count(gateway.log(), "the old one stays")).isEqualTo(2);
    }
  }

  @Test
  void followsASymbolicLinkAsKubernetesSwapsIt(@TempDir Path folder) throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Path first = Files.createDirectory(mounted.resolve("..first"));
    Path second = Files.createDirectory(mounted.resolve("..second"));
    Path data = mounted.resolve("..data");
    ServerCertificate before =
        ServerCertificate.make(folder, "before", "EC")
            .writeTo(first.resolve("tls.crt"), first.resolve("tls.key"));
    Files.createSymbolicLink(data, first);
    ServerCertificate after =
        ServerCertificate.make(folder, "after", "EC")
            .writeTo(second.resolve("tls.crt"), second.resolve("tls.key"));
    try (TlsGateway gateway =
        TlsGateway.start(before, data.resolve("tls.crt"), data.resolve("tls.key"))) {
      Files.createSymbolicLink(mounted.resolve("..next"), second);
      move(mounted.resolve("..next"), data);
      Await.until("the new certificate", PATIENCE, () -> shows(gateway, after));
    }
  }

  private static long expiry(TlsGateway gateway, ServerCertificate trusted) throws Exception {
    try (Http http = gateway.http(Version.HTTP_2, trusted)) {
      String scrape = http.bearer(Product.ADMIN_KEY).get("/metrics").body();
      var value =
          Pattern.compile("(?m)^gateway_tls_certificate_expiry_seconds (\\S+)$").matcher(scrape);
      assertThat(value.find()).isTrue();
      return (long) Double.parseDouble(value.group(1));
    }
  }

  private static long notAfter(ServerCertificate certificate) {
    return ((X509Certificate) certificate.certificate()).getNotAfter().toInstant().getEpochSecond();
  }

  private static boolean shows(TlsGateway gateway, ServerCertificate certificate)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            certificate.trusting().getSocketFactory().createSocket("localhost", gateway.port())) {
      socket.startHandshake();
      return true;
    } catch (SSLException otherOne) {
      return false;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
