package llmchat.llm;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whose share of a {@link Pool} something counts against: a user, or an address as long as no user
 * is known.
 */
public sealed interface Holder {
  /**
   * Another service of ours, which calls on behalf of everybody: only the sum bounds it, and the
   * service that it belongs to has shared out what it may take.
   */
  Holder SERVICE = new Service();

  /** A user, by id, who calls from that address: it counts against the shares of both. */
  record User(String id, Address from) implements Holder {}

  /**
   * An address: all of IPv4, and of IPv6 the first half, since a subscriber has the other half to
   * itself.
   */
  record Address(boolean ipv6, long prefix) implements Holder {}

  /** See {@link #SERVICE}. */
  record Service() implements Holder {}

  /** The holder that an address is. */
  static Address address(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Address(true, bytes.getLong())
        : new Address(false, Integer.toUnsignedLong(bytes.getInt()));
  }
}
