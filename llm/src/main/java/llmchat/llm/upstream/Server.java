package llmchat.llm.upstream;

import java.net.URI;
import java.util.Optional;
import llmchat.llm.Secret;

/**
 * A server that speaks OpenAI's dialect, as the operator configured it; never client data.
 *
 * @param host dialled and verified
 * @param port dialled
 * @param tls whether the connection is encrypted
 * @param basePath the path below which the calls lie, without a trailing slash
 * @param authorization the whole header value, bound to this origin
 */
public record Server(
    String host, int port, boolean tls, String basePath, Optional<Secret> authorization) {

  /** From a base URL such as {@code https://api.openai.com/v1} and the key for it. */
  public static Server of(URI baseUrl, Optional<Secret> key) {
    boolean tls = "https".equalsIgnoreCase(baseUrl.getScheme());
    int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : tls ? 443 : 80;
    String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new Server(
        baseUrl.getHost(), port, tls, path, key.map(k -> new Secret("Bearer " + k.reveal())));
  }
}
