package llmchat.llm.upstream;

import java.net.URI;
import java.util.Optional;
import llmchat.llm.KeyHeader;

/**
 * The address of an upstream server, and the key for it. It comes from the operator's configuration
 * only, never from a client.
 *
 * @param host the host to connect to, which its certificate must name
 * @param port the port to connect to
 * @param tls whether to use HTTPS
 * @param basePath the prefix of all paths, without a trailing slash
 * @param key the authentication header, sent to this origin only
 */
public record Server(String host, int port, boolean tls, String basePath, Optional<KeyHeader> key) {

  /** From a base URL such as {@code https://api.openai.com/v1} and the key for it. */
  public static Server of(URI baseUrl, Optional<KeyHeader> key) {
    boolean tls = "https".equalsIgnoreCase(baseUrl.getScheme());
    int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : tls ? 443 : 80;
    String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new Server(baseUrl.getHost(), port, tls, path, key);
  }
}
