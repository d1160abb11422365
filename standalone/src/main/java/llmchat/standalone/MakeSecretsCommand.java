package llmchat.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import llmchat.llm.Secret;
import llmchat.server.config.EnvSecrets;
import llmchat.standalone.secrets.ClusterSecrets;
import llmchat.standalone.secrets.Origin;
import llmchat.standalone.secrets.SecretFolder;
import llmchat.standalone.secrets.SecretName;
import llmchat.standalone.secrets.ServiceAccount;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code make-secrets}: makes the secrets that a deployment's services share, once. */
final class MakeSecretsCommand {
  private static final Duration PATIENCE_WITH_CLUSTER = Duration.ofSeconds(60);

  private MakeSecretsCommand() {}

  /**
   * The command with its options.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  static CommandLine commandLine(LongSupplier nanoTime) {
    CommandSpec spec =
        Subcommand.of(
            "make-secrets",
            "Makes the secrets that the services of a deployment share, each once: what is there"
                + " already stays as it is. Prints what it did, never a value.",
            parsed -> make(parsed, nanoTime));
    spec.addOption(
        OptionSpec.builder("--folder")
            .paramLabel("FOLDER")
            .type(Path.class)
            .description("Make files FOLDER/NAME/KEY that all users can read.")
            .build());
    spec.addOption(
        OptionSpec.builder("--env-file")
            .paramLabel("FILE")
            .type(Path.class)
            .description("With --folder: take the value of each KEY that this file sets.")
            .build());
    spec.addOption(
        OptionSpec.builder("--cluster")
            .description("Make Kubernetes Secrets NAME in the namespace of the pod this runs in.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME/KEY")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "The secrets. A question mark at the end: never generated, an empty file where the"
                    + " env file has none (only with --folder).")
            .build());
    return new CommandLine(spec);
  }

  private static int make(ParseResult parsed, LongSupplier nanoTime) {
    List<SecretName> names = names(parsed);
    Optional<Path> folder = Optional.ofNullable(parsed.matchedOptionValue("--folder", null));
    Optional<Path> envFile = Optional.ofNullable(parsed.matchedOptionValue("--env-file", null));
    boolean cluster = parsed.hasMatchedOption("--cluster");
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    if (folder.isPresent() == cluster) {
      throw usage(parsed, "give either --folder or --cluster");
    }
    if (folder.isPresent()) {
      inFolder(folder.get(), envFile, names, out);
      return 0;
    }
    if (envFile.isPresent()) {
      throw usage(parsed, "--env-file goes with --folder");
    }
    if (!names.stream().allMatch(SecretName::generated)) {
      throw usage(parsed, "a secret that is not generated has to be made by hand in a cluster");
    }
    inCluster(names, nanoTime, out);
    return 0;
  }

  private static void inFolder(
      Path folder, Optional<Path> envFile, List<SecretName> names, PrintWriter out) {
    Set<String> keys = names.stream().map(SecretName::key).collect(Collectors.toSet());
    Map<String, Secret> given =
        envFile.map(file -> EnvSecrets.read(ProgramSettings.SPEC, file, keys)).orElseGet(Map::of);
    SecretFolder secrets = new SecretFolder(folder, given, envFile.isPresent());
    names.forEach(name -> tell(name, secrets.put(name), out));
  }

  private static void inCluster(List<SecretName> names, LongSupplier nanoTime, PrintWriter out) {
    Map<String, List<SecretName>> groups =
        names.stream()
            .collect(
                Collectors.groupingBy(SecretName::group, LinkedHashMap::new, Collectors.toList()));
    ServiceAccount account = ServiceAccount.ofPod(System.getenv());
    try (ClusterSecrets cluster = new ClusterSecrets(account, PATIENCE_WITH_CLUSTER, nanoTime)) {
      for (List<SecretName> group : groups.values()) {
        Origin origin = cluster.put(group);
        group.forEach(name -> tell(name, origin, out));
      }
    }
  }

  private static void tell(SecretName name, Origin origin, PrintWriter out) {
    out.println(name + ": " + origin);
    out.flush();
  }

  private static List<SecretName> names(ParseResult parsed) {
    Set<SecretName> names = new LinkedHashSet<>();
    for (String text : parsed.matchedPositionalValue(0, List.<String>of())) {
      try {
        names.add(SecretName.parse(text));
      } catch (IllegalArgumentException e) {
        throw usage(parsed, "'" + text + "': " + e.getMessage());
      }
    }
    return new ArrayList<>(names);
  }

  private static ParameterException usage(ParseResult parsed, String problem) {
    return new ParameterException(parsed.commandSpec().commandLine(), problem);
  }
}
