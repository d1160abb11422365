package llmchat.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real HAProxy in front of several gateways, on a free port of the loopback. It asks each for
 * {@code /readyz} every half second and calls those that are ready, in turn. For tests of machines
 * that have the program: ask {@link #find} first.
 */
public final class HaProxy implements AutoCloseable {
  private static final Pattern UP = Pattern.compile("(?m)^gateways,g\\d+,(?:[^,]*,){15}UP,");

  private final Process process;
  private final Path control;
  private final int port;

  private HaProxy(Process process, Path control, int port) {
    this.process = process;
    this.control = control;
    this.port = port;
  }

  /** The program, on the {@code PATH} or where Debian has it. */
  public static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Pattern.compile(":").splitAsStream(path), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "haproxy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder for its configuration, its log and its control socket; a short path, for those of
   *     sockets are bounded
   * @param ports where the gateways are, on the loopback
   */
  public static HaProxy before(List<Integer> ports, Path folder) throws IOException {
    int port = FreePort.find();
    Path control = folder.resolve("haproxy.sock");
    Path configuration = folder.resolve("haproxy.cfg");
    Files.writeString(configuration, configuration(ports, port, control));
    Process process =
        new ProcessBuilder(find().orElseThrow().toString(), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    return new HaProxy(process, control, port);
  }

  private static String configuration(List<Integer> ports, int port, Path control) {
    StringBuilder text =
        new StringBuilder(
            """
            global
                stats socket %s mode 600 level admin
            defaults
                mode http
                option redispatch
                retries 3
                timeout connect 2s
                timeout client 1m
                timeout server 1m
            frontend clients
                bind 127.0.0.1:%d
                default_backend gateways
            backend gateways
                balance roundrobin
                option httpchk GET /readyz
                default-server check inter 500ms fall 2 rise 1
            """
                .formatted(control, port));
    for (int i = 0; i < ports.size(); i++) {
      text.append("    server g%d 127.0.0.1:%d%n".formatted(i, ports.get(i)));
    }
    return text.toString();
  }

  /** Where clients call. */
  public int port() {
    return port;
  }

  /** How many gateways it calls; none while it starts. */
  public int up() {
    try {
      return (int) UP.matcher(ask("show stat\n")).results().count();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private String ask(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(control));
      channel.write(ByteBuffer.wrap(command.getBytes(UTF_8)));
      try (InputStream answer = Channels.newInputStream(channel)) {
        return new String(answer.readAllBytes(), UTF_8);
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    Waiting.until(() -> process.waitFor(10, TimeUnit.SECONDS), () -> "HAProxy did not stop");
  }
}
