package llmchat.llm.upstream;

import java.net.URI;
import java.util.Optional;
import llmchat.llm.KeyHeader;

/**
 * A server that models are called at, as the operator configured it; never client data.
 *
 * @param host dialled and verified
 * @param port dialled
 * @param tls whether the connection is encrypted
 * @param basePath the path below which the calls lie, without a trailing slash
 * @param key the header that shows who calls, bound to this origin
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
