package llmchat.server.tls;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * TLS 1.2 and 1.3 with the JDK's own engine and only AEAD ciphers with forward secrecy. HTTP/2 or
 * HTTP/1.1 is negotiated by ALPN.
 */
public final class ServerTls {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  private static final List<HttpVersion> VERSIONS =
      List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0);
  private static final List<String> ALPN = List.of("h2", "http/1.1", "http/1.0");

  /** The longest time for the handshake, and then for the client's first HTTP/2 settings. */
  private static final int HANDSHAKE_SECONDS = 10;

  /** Vert.x' name for the handler that {@link #begun} removes. */
  private static final String IDLE = "idle";

  private ServerTls() {}

  /** Adds TLS to a server's options. */
  public static void secure(HttpServerOptions options, TlsIdentity identity) {
    options
        .setSsl(true)
        .setSslEngineOptions(new JdkSSLEngineOptions())
        .setUseAlpn(true)
        .setAlpnVersions(VERSIONS)
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(keys(identity));
    CIPHERS.forEach(options::addEnabledCipherSuite);
    // Vert.x reports an HTTP/2 connection only after the client's settings have arrived. Until then
    // Netty's idle timeout applies; the server only writes its own settings.
    options.setWriteIdleTimeout(HANDSHAKE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /** The part of {@link #secure} that can be changed while a server listens. */
  public static ServerSSLOptions options(TlsIdentity identity) {
    ServerSSLOptions options = new ServerSSLOptions();
    options
        .setUseAlpn(true)
        .setApplicationLayerProtocols(ALPN)
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(keys(identity));
    CIPHERS.forEach(options::addEnabledCipherSuite);
    return options;
  }

  /**
   * Called once HTTP has begun on a connection: removes Netty's idle timeout; the server has its
   * own.
   */
  public static void begun(HttpConnection connection) {
    var pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    if (pipeline.get(IDLE) != null) {
      pipeline.remove(IDLE);
    }
  }

  private static KeyCertOptions keys(TlsIdentity identity) {
    char[] noPassword = new char[0];
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, noPassword);
      store.setKeyEntry(
          "gateway", identity.key(), noPassword, identity.chain().toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, noPassword);
      return KeyCertOptions.wrap((X509KeyManager) factory.getKeyManagers()[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot hold a key in memory", e);
    }
  }
}
