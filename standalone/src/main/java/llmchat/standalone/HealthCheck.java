package llmchat.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code healthcheck}: checks whether a service is ready; the result is the exit code.
 *
 * <p>Containers run it every few seconds, each time in a new JVM, so it uses plain sockets:
 * picocli, an HTTP client, even a lambda or a string concatenation on the successful path would
 * each cost more than the check itself. So would anything that looks up a service provider
 * (channels, loggers), since that opens every jar of the class path.
 */
final class HealthCheck implements Runnable {
  static final String NAME = "healthcheck";

  private static final String NO_HTTP =
      " does not speak HTTP; if it speaks HTTPS, set TLS_CERT here as well or name its https:// URL";
  private static final String NO_HTTPS = " does not speak HTTPS";
  private static final int READY = 0;
  private static final int NOT_READY = 1;
  private static final int WRONG_USAGE = 2;
  private static final int PATIENCE_SECONDS = 3;
  private static final int LARGEST_ANSWER = 8 * 1024;
  private static final int LARGEST_REASON = 200;

  private final HealthTarget target;

  /** Why the service is not ready; empty once it has answered that it is. */
  private volatile String problem = "the check itself failed";

  private HealthCheck(HealthTarget target) {
    this.target = target;
  }

  /** Whether the arguments are a health check without options. */
  static boolean isMeant(String... args) {
    return args.length > 0
        && args[0].equals(NAME)
        && (args.length == 1 || (args.length == 2 && !args[1].startsWith("-")));
  }

  /**
   * Runs the check, for at most three seconds.
   *
   * @param service {@code gateway}, {@code serve}, {@code inference}, a URL, or null for the
   *     gateway
   * @return the exit code: 0 ready; 1 not ready or 2 wrong usage, with one line that says why
   */
  static int run(@Nullable String service, Map<String, String> environment, PrintStream err) {
    HealthTarget target;
    try {
      target = HealthTarget.of(service, environment);
    } catch (IllegalArgumentException e) {
      return report(String.valueOf(e.getMessage()), WRONG_USAGE, err);
    }
    HealthCheck check = new HealthCheck(target);
    // A daemon thread can be abandoned, which bounds everything: DNS, handshake, slow responses.
    Thread asking = new Thread(check, NAME);
    asking.setDaemon(true);
    asking.start();
    try {
      asking.join(PATIENCE_SECONDS * 1000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (asking.isAlive()) {
      return report(target + " did not answer within " + PATIENCE_SECONDS + " s", NOT_READY, err);
    }
    return check.problem.isEmpty() ? READY : report(check.problem, NOT_READY, err);
  }

  @Override
  public void run() {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(target.request().getBytes(US_ASCII));
      problem = problemOf(socket.getInputStream());
    } catch (IOException | GeneralSecurityException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      problem = target + ": " + reason;
    }
  }

  private Socket connect() throws IOException, GeneralSecurityException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    socket.connect(new InetSocketAddress(target.host(), target.port()));
    return target.tls() ? AnyCertificate.wrap(socket, target.host()) : socket;
  }

  /** Why the service is not ready, by its response; empty if it is. */
  private String problemOf(InputStream in) throws IOException {
    byte[] answer = new byte[LARGEST_ANSWER];
    int length = 0;
    for (int read = 0; read >= 0 && length < answer.length; length += Math.max(read, 0)) {
      if (isReady(answer, length)) {
        return "";
      }
      read = in.read(answer, length, answer.length - length);
    }
    String text = new String(answer, 0, length, US_ASCII);
    if (!text.startsWith("HTTP/1.")) {
      return target + (target.tls() ? NO_HTTPS : NO_HTTP);
    }
    return target + " answered " + statusAndBody(text);
  }

  private static boolean isReady(byte[] answer, int length) {
    int statusEnd = "HTTP/1.1 200".length();
    if (length <= statusEnd) {
      return false;
    }
    String status = new String(answer, 0, statusEnd, US_ASCII);
    return status.startsWith("HTTP/1.") && status.endsWith(" 200") && answer[statusEnd] <= ' ';
  }

  private static String statusAndBody(String answer) {
    int lineEnd = answer.indexOf("\r\n");
    int bodyStart = answer.indexOf("\r\n\r\n");
    String line = lineEnd < 0 ? answer : answer.substring(0, lineEnd);
    String body = bodyStart < 0 ? "" : answer.substring(bodyStart).strip();
    return line.substring(line.indexOf(' ') + 1)
        + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(body.length(), LARGEST_REASON)));
  }

  private static int report(String problem, int exitCode, PrintStream err) {
    String line = problem.replaceAll("\\p{Cntrl}+", " ");
    err.println("llm-chat: " + (exitCode == NOT_READY ? "not ready: " : "") + line);
    err.flush();
    return exitCode;
  }
}
