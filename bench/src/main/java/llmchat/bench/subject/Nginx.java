package llmchat.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import llmchat.bench.machine.Machine;

/**
 * nginx as a plain proxy of {@code /v1/}: one worker, connections to the upstream kept, nothing
 * buffered, no log. It decides nothing about a call, so it is the limit of what a gateway can do.
 */
public final class Nginx implements Subject {
  /** Two for each of 10,000 streams, and some more. */
  private static final int CONNECTIONS = 30_000;

  private static final String MISSING = "nginx is not here: apt-get install nginx-light";

  /** Parts that want a folder of their own, which must be one that every user may write to. */
  private static final List<String> OTHER_PARTS = List.of("fastcgi", "uwsgi", "scgi");

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public Started start(Place place) throws IOException, InterruptedException, UnavailableException {
    Path program = find().orElseThrow(() -> new UnavailableException(MISSING));
    int port = Place.freePort();
    Path configuration =
        Files.writeString(
            place.folder().resolve("nginx.conf"),
            configuration(otherFolders(program), place.upstreamPort(), port));
    List<String> command =
        List.of(
            program.toString(),
            "-p",
            place.folder().toString(),
            "-c",
            configuration.toString(),
            "-e",
            "stderr");
    return Started.start(
        port,
        Started.USUAL_PATH,
        List.of(),
        OptionalLong.of(Files.size(program.toRealPath())),
        () -> List.of(Program.start("nginx", place, Map.of(), command)));
  }

  private static String configuration(String folders, int upstreamPort, int port)
      throws IOException {
    return """
    daemon off;
    pid nginx.pid;
    error_log stderr warn;
    worker_processes 1;
    events {
      worker_connections %d;
    }
    http {
      access_log off;
      client_body_temp_path bodies;
      proxy_temp_path replies;
    %s
      upstream model {
        server 127.0.0.1:%d;
        keepalive 128;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%d backlog=16384;
        keepalive_requests 1000000000;
        location /v1/ {
          proxy_pass http://model;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
          proxy_read_timeout 600s;
        }
      }
    }
    """
        .formatted(Math.min(CONNECTIONS, Machine.openFiles()), folders, upstreamPort, port);
  }

  private static Optional<Path> find() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":", -1)),
            // Where Debian puts it, which is not on the path of every user.
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Lines for the parts that are built in; nginx does not start with lines for others. */
  private static String otherFolders(Path program) throws IOException {
    String built = output(program.toString(), "-V");
    StringBuilder lines = new StringBuilder();
    for (String part : OTHER_PARTS) {
      if (!built.contains("--without-http_" + part + "_module")) {
        lines.append("  ").append(part).append("_temp_path ").append(part).append(";\n");
      }
    }
    return lines.toString();
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      return reader.readAllAsString();
    }
  }
}
