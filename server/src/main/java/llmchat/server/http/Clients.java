package llmchat.server.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sends a request. {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} count
 * only if a trusted proxy sends them; from anybody else they are words. Confined to one event loop.
 */
final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private static final String FOR = "x-forwarded-for";
  private static final String PROTO = "x-forwarded-proto";
  private static final String HOST = "x-forwarded-host";
  private static final Pattern PORT = Pattern.compile("(:[0-9]{1,5})?");

  private final TrustedProxies proxies;
  private boolean hinted;

  Clients(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  Client of(HttpServerRequest request) {
    InetAddress peer = peer(request.connection());
    if (!proxies.contains(peer)) {
      hint(request, peer);
      return new Client(peer, request.isSSL(), Optional.empty());
    }
    return new Client(
        client(peer, request.headers().getAll(FOR)),
        last(request, PROTO)
            .map(scheme -> scheme.equalsIgnoreCase("https"))
            .orElse(request.isSSL()),
        last(request, HOST));
  }

  /** A proxy that somebody forgot: its clients share one address, and one count of failures. */
  private void hint(HttpServerRequest request, InetAddress peer) {
    if (!hinted && isNear(peer) && request.headers().contains(FOR)) {
      hinted = true;
      LOG.warn(
          "X-Forwarded-For of {} is ignored; if that is your proxy, set TRUSTED_PROXIES",
          NetUtil.toAddressString(peer));
    }
  }

  /** Whether it is no address of the internet; strangers shall not write into the log. */
  private static boolean isNear(InetAddress peer) {
    return peer.isLoopbackAddress()
        || peer.isSiteLocalAddress()
        || (peer.getAddress()[0] & 0xfe) == 0xfc;
  }

  /** The other end of the connection, whomever it speaks for. */
  static InetAddress peer(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channelHandlerContext().channel();
    return channel.remoteAddress() instanceof InetSocketAddress socket
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /**
   * Walks from the trusted peer towards the client, as long as trusted proxies vouch for what is
   * said; what is no address ends the walk.
   *
   * @param headers the values of {@code X-Forwarded-For}, in their order
   */
  InetAddress client(InetAddress peer, List<String> headers) {
    InetAddress client = peer;
    for (String header : headers.reversed()) {
      for (String hop : List.of(header.split(",", -1)).reversed()) {
        Optional<InetAddress> address = address(hop.strip());
        if (address.isEmpty()) {
          return client;
        }
        client = address.get();
        if (!proxies.contains(client)) {
          return client;
        }
      }
    }
    return client;
  }

  /** An address with or without port; one of IPv6 has brackets if it has a port. */
  private static Optional<InetAddress> address(String hop) {
    int close = hop.indexOf(']');
    if (hop.startsWith("[") && close > 0) {
      return addressAndPort(hop.substring(1, close), hop.substring(close + 1));
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':')
        ? addressAndPort(hop.substring(0, colon), hop.substring(colon))
        : IpAddresses.parse(hop);
  }

  private static Optional<InetAddress> addressAndPort(String address, String port) {
    return PORT.matcher(port).matches() ? IpAddresses.parse(address) : Optional.empty();
  }

  /** What the nearest proxy says: each one adds at the end. */
  private static Optional<String> last(HttpServerRequest request, String header) {
    List<String> values = request.headers().getAll(header);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.getLast())
            .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
            .filter(value -> !value.isEmpty());
  }
}
