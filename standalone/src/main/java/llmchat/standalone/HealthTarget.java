package llmchat.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service that a health check calls. {@link HealthCheck} explains why the code is so plain.
 *
 * @param host a name or an address; IPv6 without brackets
 */
record HealthTarget(boolean tls, String host, int port, String path) {
  private static final String PATH = "/readyz";
  private static final int GATEWAY_PORT = 8001;
  private static final int INFERENCE_PORT = 8000;
  private static final int LAST_PORT = 65_535;

  /**
   * The named service on this machine, with host and port from the environment, as in a container;
   * or the service at a URL.
   *
   * @param service {@code gateway}, {@code serve}, {@code inference}, a URL, or null for the
   *     gateway
   * @throws IllegalArgumentException if it is none of these, with a message for the operator
   */
  static HealthTarget of(@Nullable String service, Map<String, String> environment) {
    if (service == null || service.equals("gateway") || service.equals("serve")) {
      return new HealthTarget(
          !environment.getOrDefault("TLS_CERT", "").isBlank(),
          host(environment.getOrDefault("GATEWAY_HOST", "")),
          port("GATEWAY_PORT", environment, GATEWAY_PORT),
          PATH);
    }
    if (service.equals("inference")) {
      return new HealthTarget(
          false,
          host(environment.getOrDefault("INFERENCE_HOST", "")),
          port("INFERENCE_PORT", environment, INFERENCE_PORT),
          PATH);
    }
    return ofUrl(service);
  }

  /** The HTTP request; the service closes the connection after its response. */
  String request() {
    return "GET "
        .concat(path)
        .concat(" HTTP/1.1\r\nhost: ")
        .concat(inUrl(host))
        .concat(":")
        .concat(Integer.toString(port))
        .concat("\r\nconnection: close\r\n\r\n");
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + inUrl(host) + ":" + port + path;
  }

  /** The host to connect to on this machine, for a service that listens on that address. */
  private static String host(String listensOn) {
    return switch (listensOn.strip()) {
      case "", "0.0.0.0" -> "127.0.0.1";
      case "::", "0:0:0:0:0:0:0:0" -> "::1";
      default -> listensOn.strip();
    };
  }

  private static int port(String setting, Map<String, String> environment, int standard) {
    String text = environment.getOrDefault(setting, "").strip();
    // Kubernetes sets GATEWAY_PORT=tcp://… if there is a Service named "gateway".
    if (text.isEmpty() || text.startsWith("tcp://")) {
      return standard;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(setting + " is not a port: " + text);
  }

  private static HealthTarget ofUrl(String text) {
    try {
      URI url = new URI(text);
      boolean tls = "https".equalsIgnoreCase(url.getScheme());
      if (url.getHost() == null
          || url.getPort() > LAST_PORT
          || !(tls || "http".equalsIgnoreCase(url.getScheme()))) {
        throw notAService(text);
      }
      String path = url.getRawPath();
      return new HealthTarget(
          tls,
          url.getHost().replaceAll("[\\[\\]]", ""),
          url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80,
          path == null || path.isEmpty() || path.equals("/") ? PATH : path);
    } catch (URISyntaxException e) {
      throw notAService(text);
    }
  }

  private static IllegalArgumentException notAService(String text) {
    return new IllegalArgumentException(
        "healthcheck takes gateway, inference or a URL such as http://localhost:8001, not " + text);
  }

  private static String inUrl(String host) {
    return host.indexOf(':') < 0 ? host : "[".concat(host).concat("]");
  }
}
