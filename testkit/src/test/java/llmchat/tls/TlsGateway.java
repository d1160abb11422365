package llmchat.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import llmchat.server.config.Role;
import llmchat.standalone.ProgramSettings;
import llmchat.standalone.Running;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.ServerCertificate;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that speaks HTTPS, with a scripted provider behind it and one user. */
final class TlsGateway implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final String QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  static final String STREAMED_QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  static final String ADMIN_KEY = "admin-key-for-tests-only";

  private final Path folder;
  private final AtomicLong passed = new AtomicLong();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final ServerCertificate certificate;
  private final Running running;
  private final String key;

  private TlsGateway(Path folder, Map<String, String> more) throws Exception {
    this.folder = folder;
    this.certificate =
        ServerCertificate.make(folder, "first", "EC").writeTo(certificateFile(), keyFile());
    Map<String, String> settings = new HashMap<>();
    settings.put("DATA_DIR", Files.createDirectories(folder.resolve("data")).toString());
    settings.put("OPENAI_BASE_URL", upstream.baseUrl());
    settings.put("OPENAI_API_KEY", "key-of-the-operator");
    settings.put("MODEL_NAME", "gpt-4o-mini");
    settings.put("INFERENCE_PORT", "0");
    settings.put("GATEWAY_HOST", "127.0.0.1");
    settings.put("GATEWAY_PORT", "0");
    settings.put("ADMIN_KEY", ADMIN_KEY);
    settings.put("RATE_LIMIT", "off");
    settings.put("EVENT_LOOPS", "2");
    settings.put("DRAIN_TIMEOUT", "1s");
    settings.put("TLS_CERT", certificateFile().toString());
    settings.put("TLS_KEY", keyFile().toString());
    settings.putAll(more);
    this.running =
        Running.start(
            ProgramSettings.of(settings).checkFor(Role.STANDALONE),
            log,
            () -> InstantSource.system().instant().plusNanos(passed.get()),
            () -> System.nanoTime() + passed.get());
    this.key = more.containsKey("TLS_CERT") ? "" : signUp("somebody");
  }

  private String signUp(String name) throws Exception {
    try (Http http = http(Version.HTTP_2)) {
      String answer =
          http.postForm("/signup/", "username=" + name + "&password=a+good+password").body();
      return JsonMapper.shared().readTree(answer).required("api_key").asString();
    }
  }

  static TlsGateway start(Path folder, Map<String, String> more) throws Exception {
    return new TlsGateway(folder, more);
  }

  /** The same with files elsewhere, which somebody else has written. */
  static TlsGateway start(Path folder, Path certificate, Path key) throws Exception {
    return new TlsGateway(
        folder, Map.of("TLS_CERT", certificate.toString(), "TLS_KEY", key.toString()));
  }

  int port() {
    return running.gatewayPort();
  }

  Running running() {
    return running;
  }

  String origin() {
    return "https://localhost:" + port();
  }

  String key() {
    return key;
  }

  ScriptedUpstream upstream() {
    return upstream;
  }

  ServerCertificate certificate() {
    return certificate;
  }

  Path certificateFile() {
    return folder.resolve("tls.crt");
  }

  Path keyFile() {
    return folder.resolve("tls.key");
  }

  /** Everything that was logged. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Lets time pass, on top of the time that passes by itself. */
  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  /** Calls with the user's key, over that version. */
  Http caller(Version version) {
    return http(version).bearer(key);
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
    running.close();
    upstream.close();
  }
}
