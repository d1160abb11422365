package llmchat.server.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the client of a request. {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} are
 * used only if a trusted proxy sends them. Confined to one event loop.
 */
final class ClientResolver {
  private static final Logger LOG = LoggerFactory.getLogger(ClientResolver.class);
  private static final String FOR = "x-forwarded-for";
  private static final String PROTO = "x-forwarded-proto";
  private static final String HOST = "x-forwarded-host";
  private static final Pattern PORT = Pattern.compile("(:[0-9]{1,5})?");

  private final TrustedProxies proxies;
  private boolean warned;

  ClientResolver(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  Client of(HttpServerRequest request) {
    InetAddress peer = peer(request.connection());
    if (!proxies.contains(peer)) {
      warnOfUntrustedProxy(request, peer);
      return new Client(peer, request.isSSL(), Optional.empty());
    }
    return new Client(
        client(peer, request.headers().getAll(FOR)),
        last(request, PROTO)
            .map(scheme -> scheme.equalsIgnoreCase("https"))
            .orElse(request.isSSL()),
        last(request, HOST));
  }

  /** Warns once of what may be a proxy: all its clients would share the limits of one address. */
  private void warnOfUntrustedProxy(HttpServerRequest request, InetAddress peer) {
    if (!warned && isPrivate(peer) && request.headers().contains(FOR)) {
      warned = true;
      LOG.warn(
          "X-Forwarded-For of {} is ignored; if that is your proxy, set TRUSTED_PROXIES",
          NetUtil.toAddressString(peer));
    }
  }

  /** Whether it is a private address; others must not be able to write to the log. */
  private static boolean isPrivate(InetAddress peer) {
    return peer.isLoopbackAddress()
        || peer.isSiteLocalAddress()
        || (peer.getAddress()[0] & 0xfe) == 0xfc;
  }

  /** The other end of the connection, whomever it speaks for. */
  static InetAddress peer(HttpConnection connection) {
    return Connections.channel(connection).remoteAddress() instanceof InetSocketAddress socket
        ? socket.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /**
   * Walks from the trusted peer towards the client and returns the first address that is not a
   * trusted proxy. Stops at anything that is not an address.
   *
   * @param headers the values of {@code X-Forwarded-For}, in order
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

  /** Parses an address with or without a port; an IPv6 address with a port is in brackets. */
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

  /** The value of the nearest proxy: each proxy appends its own. */
  private static Optional<String> last(HttpServerRequest request, String header) {
    List<String> values = request.headers().getAll(header);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.getLast())
            .map(value -> value.substring(value.lastIndexOf(',') + 1).strip())
            .filter(value -> !value.isEmpty());
  }
}
