package llmchat.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import llmchat.server.config.Reading;
import llmchat.server.config.ValueTypes;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}, or a single address.
 *
 * @param first the first address: all bits after the prefix are zero
 * @param prefix the length of the prefix, in bits
 */
public record Network(InetAddress first, int prefix) {

  /** Whether the address is in the block. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] ours = first.getAddress();
    if (bytes.length != ours.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += 8) {
      int mask = 0xff << Math.max(0, 8 - (prefix - bit));
      if (((bytes[bit / 8] ^ ours[bit / 8]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Parses an address, or an address with a prefix length. */
  static Reading<Network> read(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Reading.bad("is not an IP address or network; names are not looked up");
    }
    int bits = 8 * address.get().getAddress().length;
    if (slash < 0) {
      return Reading.good(new Network(address.get(), bits));
    }
    return switch (ValueTypes.number(text.substring(slash + 1), 0, bits)) {
      case Reading.Bad<Integer> _ -> Reading.bad("needs a prefix from /0 to /" + bits);
      case Reading.Good<Integer>(Integer prefix) -> {
        Network network = new Network(masked(address.get(), prefix), prefix);
        yield network.first.equals(address.get())
            ? Reading.good(network)
            : Reading.bad("has bits set after its prefix; the network would be " + network);
      }
    };
  }

  private static InetAddress masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of a wrong length", e);
    }
  }

  @Override
  public String toString() {
    boolean alone = prefix == 8 * first.getAddress().length;
    return first.getHostAddress() + (alone ? "" : "/" + prefix);
  }
}
