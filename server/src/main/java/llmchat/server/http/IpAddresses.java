package llmchat.server.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses IP addresses in text form; never looks up names. */
public final class IpAddresses {
  private static final int LONGEST = 45;
  private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

  /** Java's own parser also accepts {@code 10.1} and {@code 167772161}. */
  private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private IpAddresses() {}

  /**
   * Parses an address without brackets, port or zone. An IPv4-mapped IPv6 address ({@code
   * ::ffff:10.0.0.1}) becomes the IPv4 address.
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
