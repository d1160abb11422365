package llmchat.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The client of a request, as far as the network knows: the peer of the connection, or the client
 * that a trusted proxy names.
 *
 * @param address its address
 * @param secure whether it uses HTTPS, to us or to the proxy
 * @param host the host that it requested from a trusted proxy, if the proxy says so
 */
public record Client(InetAddress address, boolean secure, Optional<String> host) {

  /** The address as text. */
  public String text() {
    return NetUtil.toAddressString(address);
  }
}
