package llmchat.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Who sends a request, as far as the network knows: the peer of the connection, or whom a trusted
 * proxy speaks for.
 *
 * @param address its address
 * @param secure whether it speaks HTTPS, to us or to the proxy
 * @param host the host that it asked a trusted proxy for, if that says so
 */
public record Client(InetAddress address, boolean secure, Optional<String> host) {

  /** The address as people write it. */
  public String text() {
    return NetUtil.toAddressString(address);
  }
}
