package llmchat.server.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as people write them; nothing here asks the network for a name. */
public final class IpAddresses {
  private static final int LONGEST = 45;
  private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

  /** Java's own reader takes {@code 10.1} and {@code 167772161} for addresses as well. */
  private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private IpAddresses() {}

  /**
   * The address that the text is, without brackets, port or zone; an IPv4 address that is written
   * as one of IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address.
   */
  public static Optional<InetAddress> parse(String text) {
    if (text.length() > LONGEST || !CHARACTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.indexOf(':') < 0 && !FOUR_PARTS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
  }
}
