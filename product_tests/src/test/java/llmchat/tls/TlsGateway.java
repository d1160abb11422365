package llmchat.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.server.http.Route;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.ServerCertificate;

/** A gateway that speaks HTTPS, and clients that trust its certificate. */
final class TlsGateway implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final String QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  static final String STREAMED_QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ServerCertificate certificate;
  private final Path certificateFile;
  private final Path keyFile;
  private final Product product;

  private TlsGateway(
      ServerCertificate certificate, Path certificateFile, Path keyFile, Map<String, String> more) {
    this.certificate = certificate;
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.product =
        Setup.of(Form.ONE_PROCESS)
            .withHttps(certificate, certificateFile, keyFile)
            .with("EVENT_LOOPS", "2")
            .with("LOG_LEVEL", "info")
            .with(more)
            .logTo(log)
            .start();
  }

  /** With a certificate in that folder. */
  static TlsGateway start(Path folder, Map<String, String> more) throws IOException {
    Path certificateFile = folder.resolve("tls.crt");
    Path keyFile = folder.resolve("tls.key");
    ServerCertificate certificate =
        ServerCertificate.make(folder, "first", "EC").writeTo(certificateFile, keyFile);
    return new TlsGateway(certificate, certificateFile, keyFile, more);
  }

  /** With one that these files hold. */
  static TlsGateway start(ServerCertificate certificate, Path certificateFile, Path keyFile) {
    return new TlsGateway(certificate, certificateFile, keyFile, Map.of());
  }

  int port() {
    return product.port();
  }

  String origin() {
    return product.origin();
  }

  String key() {
    return product.key();
  }

  List<Route> routes() {
    return product.routes();
  }

  ScriptedUpstream provider() {
    return product.provider();
  }

  ServerCertificate certificate() {
    return certificate;
  }

  Path certificateFile() {
    return certificateFile;
  }

  Path keyFile() {
    return keyFile;
  }

  /** Everything that was logged. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Lets time pass, on top of the time that passes by itself. */
  void pass(Duration time) {
    product.pass(time);
  }

  /** The form with which the user logs in. */
  String logIn() {
    return product.somebody().form();
  }

  /** Calls with the user's key, over that version. */
  Http caller(Version version) {
    return http(version).bearer(key());
  }

  Http http(Version version) {
    return http(version, certificate);
  }

  Http http(Version version, ServerCertificate trusted) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(trusted.trusting())
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    return new Http(origin(), Headers.of(), client);
  }

  /** A plain socket with TLS; with a protocol, that one is asked for by ALPN. */
  SSLSocket connect(String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket) certificate.trusting().getSocketFactory().createSocket("localhost", port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** HTTP/1.1 to the byte. */
  RawClient raw() throws IOException {
    return RawClient.over(connect("http/1.1"));
  }

  @Override
  public void close() {
    product.close();
  }
}
