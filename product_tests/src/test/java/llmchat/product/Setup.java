package llmchat.product;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Sources;
import llmchat.standalone.ProgramSettings;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import llmchat.testkit.ServerCertificate;

/**
 * How a test wants the product to be run. Immutable: one may be started several times.
 *
 * @param isDemo whether the built-in demo model answers, in place of a scripted provider
 * @param settings by their names; they replace {@link #USUAL} ones
 * @param certificate what the gateway shows, where it speaks HTTPS
 * @param log where the log goes; that of a JVM goes where the service started last says
 * @param nanoTime the monotonic clock, to which {@link Product#pass} adds
 */
public record Setup(
    Form form,
    boolean isDemo,
    Map<String, String> settings,
    Optional<ServerCertificate> certificate,
    OutputStream log,
    LongSupplier nanoTime) {

  /** What every service gets, unless a test says otherwise. */
  static final Map<String, String> USUAL =
      Map.of(
          "GATEWAY_HOST", "127.0.0.1",
          "GATEWAY_PORT", "0",
          "INFERENCE_HOST", "127.0.0.1",
          "INFERENCE_PORT", "0",
          "ADMIN_KEY", Product.ADMIN_KEY,
          "RATE_LIMIT", "off",
          "DRAIN_TIMEOUT", "1s",
          "LOG_LEVEL", "error");

  private static final LongSupplier SYSTEM = System::nanoTime;

  public Setup {
    settings = Map.copyOf(settings);
  }

  /** With a scripted provider, the usual settings and time that passes by itself. */
  public static Setup of(Form form) {
    return new Setup(form, false, Map.of(), Optional.empty(), System.err, SYSTEM);
  }

  /** The same with the demo model, which answers without a delay, in place of a provider. */
  public Setup withDemo() {
    return new Setup(form, true, settings, certificate, log, nanoTime).with("DEMO_DELAY", "0ms");
  }

  public Setup with(String name, String value) {
    return with(Map.of(name, value));
  }

  public Setup with(Map<String, String> more) {
    return new Setup(form, isDemo, both(settings, more), certificate, log, nanoTime);
  }

  /** The same with HTTPS; the files hold that certificate and its key. */
  public Setup withHttps(ServerCertificate shown, Path certificateFile, Path keyFile) {
    Map<String, String> files =
        Map.of("TLS_CERT", certificateFile.toString(), "TLS_KEY", keyFile.toString());
    return new Setup(form, isDemo, both(settings, files), Optional.of(shown), log, nanoTime);
  }

  /** The same with its log elsewhere. */
  public Setup logTo(OutputStream other) {
    return new Setup(form, isDemo, settings, certificate, other, nanoTime);
  }

  /** The same with time that stands still except for {@link Product#pass}. */
  public Setup withTimeStandingStill() {
    return new Setup(form, isDemo, settings, certificate, log, () -> 1);
  }

  /** Starts it; returns when everything serves. */
  public Product start() {
    return Product.start(this);
  }

  /** Where a gateway at that port is found. */
  String origin(int port) {
    return certificate.isPresent() ? "https://localhost:" + port : "http://127.0.0.1:" + port;
  }

  /** Calls to a gateway at that port. */
  Http http(int port) {
    return certificate
        .map(shown -> Http.to(origin(port), shown.trusting()))
        .orElseGet(() -> Http.to(origin(port)));
  }

  /**
   * Starts one of its services.
   *
   * @param place what only this service gets
   * @param passed nanoseconds that have passed besides
   */
  Running start(ServiceRole role, Map<String, String> place, AtomicLong passed) {
    InstantSource time = () -> InstantSource.system().instant().plusNanos(passed.get());
    return Running.start(
        ProgramSettings.load(new Sources(Map.of(), settingsAt(place), Path.of("")), role),
        log,
        time,
        () -> nanoTime.getAsLong() + passed.get());
  }

  /** All settings of a service. */
  Map<String, String> settingsAt(Map<String, String> place) {
    return both(both(USUAL, place), settings);
  }

  private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
