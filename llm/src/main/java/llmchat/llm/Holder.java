package llmchat.llm;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Whose share of a {@link Pool} something counts against: a user, or a client address as long as
 * the user is unknown.
 */
public sealed interface Holder {
  /**
   * Our own gateway, calling an inference service on behalf of all users. It is limited only by the
   * size of the pool, since the gateway has already limited each user.
   */
  Holder SERVICE = new Service();

  /** A user, by id, and the address of the client: counts against the shares of both. */
  record User(String id, Address from) implements Holder {}

  /**
   * A client address: all 32 bits of IPv4, or the first 64 bits of IPv6, since subscribers usually
   * get a /64 of their own.
   */
  record Address(boolean ipv6, long prefix) implements Holder {}

  /** See {@link #SERVICE}. */
  record Service() implements Holder {}

  /** The holder for a client address. */
  static Address address(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Address(true, bytes.getLong())
        : new Address(false, Integer.toUnsignedLong(bytes.getInt()));
  }
}
