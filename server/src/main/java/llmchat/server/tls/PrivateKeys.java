package llmchat.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import llmchat.server.config.Reading;

/**
 * Private keys in PEM: PKCS#8, and the older forms of RSA (PKCS#1) and of elliptic curves (SEC 1),
 * which Java reads only inside of PKCS#8.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final byte[] VERSION_0 = {2, 1, 0};

  /** {@code rsaEncryption} (1.2.840.113549.1.1.1) with its NULL parameters. */
  private static final byte[] RSA = {
    6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  /** {@code id-ecPublicKey} (1.2.840.10045.2.1), to be followed by the curve. */
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int CURVE = 0xa0;

  private PrivateKeys() {}

  /** The first private key of the text. */
  static Reading<PrivateKey> read(String text) {
    Optional<Pem> block =
        Pem.blocks(text).stream().filter(pem -> pem.label().endsWith("PRIVATE KEY")).findFirst();
    if (block.isEmpty()) {
      return Reading.bad("holds no private key (no line -----BEGIN PRIVATE KEY-----)");
    }
    if (block.get().isEncrypted()) {
      return Reading.bad("holds a private key that is encrypted with a password");
    }
    try {
      byte[] bytes = block.get().bytes();
      return key(
          switch (block.get().label()) {
            case "RSA PRIVATE KEY" -> pkcs8(RSA, bytes);
            case "EC PRIVATE KEY" -> pkcs8(join(EC, curve(bytes)), bytes);
            default -> bytes;
          });
    } catch (RuntimeException e) {
      return Reading.bad("holds a private key that is damaged");
    }
  }

  private static Reading<PrivateKey> key(byte[] pkcs8) {
    for (String algorithm : ALGORITHMS) {
      try {
        return Reading.good(
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
      } catch (GeneralSecurityException e) {
        // Another algorithm's, or damaged.
      }
    }
    return Reading.bad("holds a private key that is damaged, or neither RSA, EC nor Ed25519");
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(
        SEQUENCE, join(VERSION_0, join(tagged(SEQUENCE, algorithm), tagged(OCTETS, key))));
  }

  /** The curve's object identifier out of a SEC 1 key (RFC 5915, section 3). */
  private static byte[] curve(byte[] key) {
    ByteBuffer members = value(ByteBuffer.wrap(key));
    while (members.hasRemaining()) {
      int tag = members.get(members.position()) & 0xff;
      ByteBuffer member = value(members);
      if (tag == CURVE) {
        byte[] identifier = new byte[member.remaining()];
        member.get(identifier);
        return identifier;
      }
    }
    throw new IllegalArgumentException("names no curve");
  }

  /** Steps over the next value in DER and gives what is in it. */
  private static ByteBuffer value(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xff;
    if (length >= 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der.get() & 0xff);
      }
    }
    ByteBuffer value = der.slice(der.position(), length);
    der.position(der.position() + length);
    return value;
  }

  private static byte[] tagged(int tag, byte[] value) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (value.length < 0x80) {
      der.write(value.length);
    } else {
      der.write(0x82);
      der.write(value.length >> 8);
      der.write(value.length);
    }
    der.writeBytes(value);
    return der.toByteArray();
  }

  private static byte[] join(byte[] left, byte[] right) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(left);
    joined.writeBytes(right);
    return joined.toByteArray();
  }
}
