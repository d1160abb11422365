package llmchat.server.http;

import java.util.Locale;

/**
 * The host of a {@code Host} header or an authority, without its port.
 *
 * @param text in lower case, without brackets and without the dot that may end a name
 */
record HostName(String text) {

  /** From the value of the header. */
  static HostName of(String header) {
    String host = header.strip().toLowerCase(Locale.ROOT);
    int close = host.indexOf(']');
    if (host.startsWith("[") && close > 0) {
      return new HostName(host.substring(1, close));
    }
    int colon = host.indexOf(':');
    String name = colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    return new HostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
  }

  boolean isAddress() {
    return IpAddresses.parse(text).isPresent();
  }

  /** Whether it is {@code localhost} or below it (RFC 6761, section 6.3). */
  boolean isLocal() {
    return text.equals("localhost") || text.endsWith(".localhost");
  }
}
