package llmchat.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.llm.Secret;

/**
 * Runs {@code pg_dump} or {@code pg_restore} from the search path. Address and password are passed
 * in the environment, since every user of the machine can read command lines.
 */
record PostgresTool(String name, DatabaseAddress.Postgres address) {
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final Pattern HOST = Pattern.compile("(\\[[^\\]]+\\]|[^:]*)(?::(\\d+))?");

  /** JDBC options that libpq reads from environment variables. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "sslmode", "PGSSLMODE",
          "sslrootcert", "PGSSLROOTCERT",
          "sslcert", "PGSSLCERT",
          "sslkey", "PGSSLKEY",
          "channelBinding", "PGCHANNELBINDING",
          "options", "PGOPTIONS");

  /** The major version of PostgreSQL that the tool belongs to. */
  int majorVersion() {
    String text = run("--version");
    Matcher matcher = MAJOR.matcher(text);
    if (!matcher.find()) {
      throw new BackupException(name + " printed no version: " + text.strip());
    }
    return Integer.parseInt(matcher.group(1));
  }

  /**
   * Runs the tool, waits for its end, and returns its output.
   *
   * @throws BackupException if the tool is not installed, or fails
   */
  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    try {
      Process process = start(builder);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new BackupException(
            name + " failed: " + output.lines().findFirst().orElse("no reason given"));
      }
      return output;
    } catch (IOException e) {
      throw new BackupException(name + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackupException("Interrupted while " + name + " was running.", e);
    }
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new BackupException(
          name
              + " is not installed here: install PostgreSQL's client tools (postgresql-client), or"
              + " run "
              + name
              + " beside the server.",
          e);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    StringJoiner hosts = new StringJoiner(",");
    StringJoiner ports = new StringJoiner(",");
    for (String each : address.hosts().split(",", -1)) {
      Matcher host = HOST.matcher(each.strip());
      if (host.matches()) {
        hosts.add(host.group(1).replaceAll("[\\[\\]]", ""));
        ports.add(host.group(2) == null ? "5432" : host.group(2));
      }
    }
    environment.put("PGHOST", hosts.toString());
    environment.put("PGPORT", ports.toString());
    environment.put("PGDATABASE", address.database());
    environment.put("PGAPPNAME", "llm-chat " + name);
    environment.put("PGCONNECT_TIMEOUT", "10");
    if (!address.user().isEmpty()) {
      environment.put("PGUSER", address.user());
    }
    address.password().map(Secret::reveal).ifPresent(text -> environment.put("PGPASSWORD", text));
    address
        .options()
        .forEach((option, value) -> {
          if (VARIABLES.containsKey(option)) {
            environment.put(VARIABLES.get(option), value);
          }
        });
    if (!address.options().containsKey("sslmode") && "true".equals(address.options().get("ssl"))) {
      environment.put("PGSSLMODE", "verify-full");
    }
    return environment;
  }
}
