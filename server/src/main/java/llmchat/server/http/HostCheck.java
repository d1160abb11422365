package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import llmchat.llm.Failure;

/**
 * Refuses requests over loopback for an unknown host name. A web site can point its own host name
 * at 127.0.0.1 (DNS rebinding); the browser then takes the service there for a part of that site,
 * whose pages may call it and read the answers. With HTTPS the certificate prevents that. Confined
 * to one event loop.
 */
final class HostCheck {
  private final AllowedHosts allowed;
  private final TrustedProxies proxies;

  /** The last accepted header; almost all requests have the same one. */
  private String good = "";

  /** Requests from the proxies are not checked: they carry the host name of the proxy's client. */
  HostCheck(AllowedHosts allowed, TrustedProxies proxies) {
    this.allowed = allowed;
    this.proxies = proxies;
  }

  /** The failure to answer with; empty if the host name is accepted. */
  Optional<Failure> refusal(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    // Browsers always send one.
    if (host == null || host.equals(good) || request.isSSL()) {
      return Optional.empty();
    }
    HostName name = HostName.of(host);
    if (name.isLocal() || name.isAddress() || allowed.contain(name)) {
      good = host;
      return Optional.empty();
    }
    return isLocal(request) && !proxies.contains(ClientResolver.peer(request.connection()))
        ? Optional.of(new Failure.UnknownHost(name.text()))
        : Optional.empty();
  }

  private static boolean isLocal(HttpServerRequest request) {
    return Connections.channel(request.connection()).localAddress()
            instanceof InetSocketAddress socket
        && socket.getAddress().isLoopbackAddress();
  }
}
