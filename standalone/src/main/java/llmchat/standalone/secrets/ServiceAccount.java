package llmchat.standalone.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import llmchat.llm.Secret;

/**
 * A pod's credentials for the Kubernetes API server.
 *
 * @param folder holds {@code token}, {@code ca.crt} and {@code namespace}; reread each time,
 *     because tokens are rotated while a pod runs
 */
public record ServiceAccount(URI apiServer, Path folder) {
  private static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  /**
   * The account of this pod.
   *
   * @throws SecretsException if this process is not in a pod
   */
  public static ServiceAccount ofPod(Map<String, String> environment) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    if (host.isBlank() || Files.notExists(FOLDER.resolve("token"))) {
      throw new SecretsException(
          "--cluster works only in a pod that has a service account; elsewhere use --folder.");
    }
    String inUrl = host.contains(":") ? "[" + host + "]" : host;
    return new ServiceAccount(URI.create("https://" + inUrl + ":" + port), FOLDER);
  }

  Secret token() {
    return new Secret(read("token"));
  }

  String namespace() {
    return read("namespace");
  }

  /** TLS that trusts only the cluster's certificate authority. */
  SSLContext tls() {
    try (InputStream in = Files.newInputStream(folder.resolve("ca.crt"))) {
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        authorities.setCertificateEntry("authority" + authorities.size(), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable("ca.crt", e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name)).strip();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private SecretsException unreadable(String name, Exception cause) {
    return new SecretsException(
        "The service account's %s cannot be read: %s. The pod needs automountServiceAccountToken:"
                .formatted(folder.resolve(name), Reason.of(cause))
            + " true.",
        cause);
  }
}
