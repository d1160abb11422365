package llmchat.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code healthcheck} with options such as help; without any, {@link Main} runs it directly. */
final class HealthCheckCommand {
  private HealthCheckCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            HealthCheck.NAME,
            "Check whether the service in this container or on this machine is ready. Exits with 0"
                + " if it is, else with 1 and one line that says why.",
            parsed ->
                HealthCheck.run(
                    parsed.matchedPositionalValue(0, (String) null), System.getenv(), System.err));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("SERVICE")
            .arity("0..1")
            .type(String.class)
            .description(
                "gateway (default), inference, or a URL. Addresses are read only from the"
                    + " environment: GATEWAY_HOST, GATEWAY_PORT, TLS_CERT, INFERENCE_HOST,"
                    + " INFERENCE_PORT.")
            .build());
    return new CommandLine(spec);
  }
}
