package llmchat.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code healthcheck} as the help shows it; without options {@link Main} takes a shorter way. */
final class HealthCheckCommand {
  private HealthCheckCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            HealthCheck.NAME,
            "Asks whether the service of this container or machine is ready. Exit code 0 if it is, "
                + "else 1 and one line that says why.",
            parsed ->
                HealthCheck.run(
                    parsed.matchedPositionalValue(0, (String) null), System.getenv(), System.err));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SERVICE")
            .arity("0..1")
            .type(String.class)
            .description(
                "gateway (unless given), inference, or a URL. Where a service listens is read from"
                    + " the environment alone: GATEWAY_HOST, GATEWAY_PORT, TLS_CERT,"
                    + " INFERENCE_HOST, INFERENCE_PORT.")
            .build());
    return new CommandLine(spec);
  }
}
