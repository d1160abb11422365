package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.util.Optional;
import llmchat.llm.Failure;

/**
 * Refuses what comes over the machine's loopback for a name that is not known here. A page of
 * another site can have its own name lead to 127.0.0.1 (DNS rebinding); to the browser the service
 * behind it is then part of that site, which may call it and read what it answers. Over HTTPS the
 * certificate prevents that. Confined to one event loop.
 */
final class HostCheck {
  private final AllowedHosts allowed;
  private final TrustedProxies proxies;

  /** Was found good; almost every request has the same. */
  private String good = "";

  /** Proxies pass on what their own clients ask for, and browsers cannot be had to call as one. */
  HostCheck(AllowedHosts allowed, TrustedProxies proxies) {
    this.allowed = allowed;
    this.proxies = proxies;
  }

  /** Why a request is not answered, if it is not. */
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
    var channel = ((ConnectionBase) request.connection()).channelHandlerContext().channel();
    return channel.localAddress() instanceof InetSocketAddress socket
        && socket.getAddress().isLoopbackAddress();
  }
}
