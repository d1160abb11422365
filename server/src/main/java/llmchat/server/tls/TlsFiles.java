package llmchat.server.tls;

import static llmchat.server.tls.TlsSettings.TLS_CERT;
import static llmchat.server.tls.TlsSettings.TLS_KEY;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigException;
import llmchat.server.config.Problems;
import llmchat.server.config.Quoted;
import llmchat.server.config.Reading;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.TextFile;

/** The files of {@code TLS_CERT} and {@code TLS_KEY}; they may change while the process runs. */
public record TlsFiles(Path certificate, Path key) {
  private static final int LARGEST = 256 * 1024;

  /** The content of both files at one time. */
  public record Content(Reading<String> certificate, Reading<Secret> key) {}

  /** The files, if both are set. */
  public static Optional<TlsFiles> of(Settings settings) {
    return settings
        .find(TLS_CERT)
        .flatMap(certificate -> settings.find(TLS_KEY).map(key -> new TlsFiles(certificate, key)));
  }

  /** Reads both files. Blocks. */
  public Content read() {
    return new Content(
        TextFile.read(certificate, LARGEST),
        TextFile.read(key, LARGEST)
            .then(
                text -> text.isBlank() ? Reading.bad("is empty") : Reading.good(new Secret(text))));
  }

  /**
   * Parses the certificate and its key.
   *
   * @throws ConfigException that names the setting and what to change
   */
  public TlsIdentity identity(Content content) {
    Problems problems = new Problems();
    Optional<List<X509Certificate>> chain =
        good(
            content.certificate.then(Certificates::read),
            TLS_CERT,
            certificate,
            "name a PEM file with the server's certificate and its issuers",
            problems);
    Optional<PrivateKey> privateKey =
        good(
            content.key.then(text -> PrivateKeys.read(text.reveal())),
            TLS_KEY,
            key,
            "name a PEM file with the private key that this user may read; convert other forms with:"
                + " openssl pkcs8 -topk8 -nodes -in old.pem -out new.pem",
            problems);
    if (chain.isPresent() && privateKey.isPresent()) {
      match(chain.get(), privateKey.get(), problems);
    }
    problems.throwIfAny();
    return new TlsIdentity(chain.orElseThrow(), privateKey.orElseThrow());
  }

  private void match(List<X509Certificate> chain, PrivateKey privateKey, Problems problems) {
    if (TlsIdentity.belongTogether(privateKey, chain.getFirst())) {
      return;
    }
    if (TlsIdentity.matchesAny(privateKey, chain)) {
      problems.error(
          TLS_CERT.name(),
          "",
          "the file "
              + Quoted.text(certificate.toString())
              + " begins with a certificate for another key",
          "put the certificate for the key in TLS_KEY first, then its issuers");
    } else {
      problems.error(
          TLS_KEY.name(),
          "",
          "the key in "
              + Quoted.text(key.toString())
              + " does not belong to the certificate in "
              + Quoted.text(certificate.toString()),
          "name the key that TLS_CERT was issued for");
    }
  }

  private static <T> Optional<T> good(
      Reading<T> reading, Setting<?> setting, Path file, String advice, Problems problems) {
    return switch (reading) {
      case Reading.Good<T>(T value) -> Optional.of(value);
      case Reading.Bad<T>(String problem) -> {
        problems.error(
            setting.name(), "", "the file " + Quoted.text(file.toString()) + " " + problem, advice);
        yield Optional.empty();
      }
    };
  }
}
