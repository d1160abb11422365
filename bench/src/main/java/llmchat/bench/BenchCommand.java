package llmchat.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import llmchat.bench.hot.HotFunctions;
import llmchat.bench.machine.Cores;
import llmchat.bench.machine.Machine;
import llmchat.bench.machine.UnfitException;
import llmchat.bench.measure.Effort;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Soak;
import llmchat.bench.measure.Stand;
import llmchat.bench.report.Report;
import llmchat.bench.subject.LlmChat;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./llm-chat bench}: measures the program beside nginx and other gateways. */
@Command(
    name = "llm-chat bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    header =
        "Measures LLM Chat beside nginx, the limit of what a proxy can do, and other gateways.",
    description = {
      "",
      "Load and upstream are pinned to one processor and the subject to another; all speak over the"
          + " loopback. Each sample of a subject comes right after one of nginx, and what counts is"
          + " the ratio of both. Tables are printed at the end, and written with a plot.",
      ""
    },
    footer = {
      "",
      "Scenarios: json (plain calls at full load), streams (300, 1,000 and 10,000 open ones),"
          + " half-load (added latency), frontier (calls/s at a given p99), start, after-load"
          + " (memory, sockets and threads come back), faults, hot (micro-benchmarks of what each"
          + " call or chunk passes).",
      "Subjects: nginx, standalone, split (gateway and inference service apart), and what"
          + " bench/peers has a script for: litellm, portkey, sglang-router, smg, gomodel, olla. Peers"
          + " are installed once, from their package registries; gomodel and olla are built from the"
          + " sources that GOMODEL_SOURCE and OLLA_SOURCE name.",
      "",
      "It needs Linux with two processors, taskset, nginx for the ratios, and more than 20,000 open"
          + " files for 10,000 streams (ulimit -Hn). Exit code 0: there are figures, and with"
          + " --short nothing of LLM Chat failed; 1: not so, and the reason was said."
    })
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each scenario: 3, or 1 with --short. Figures are their medians.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "SCENARIO",
      split = ",",
      description = "These scenarios, with commas between; all without it.")
  private List<String> only = List.of();

  @Option(
      names = "--subjects",
      paramLabel = "SUBJECT",
      split = ",",
      description = "These subjects, with commas between; all without it.")
  private List<String> subjects = List.of();

  @Option(
      names = "--short",
      description =
          "Everything but faults and hot, once and coarsely, on nginx and LLM Chat, 50 streams: shows"
              + " within two minutes that it works. The figures mean nothing; the report goes to"
              + " target/bench.")
  private boolean brief;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      description =
          "In place of the scenarios: calls and streams, some of them given up by their client, on"
              + " LLM Chat for a time such as 30m; says what becomes of memory, sockets, threads.")
  private Optional<Duration> soak = Optional.empty();

  @Option(
      names = "--continue",
      description =
          "Goes on with the last run, or adds subjects and scenarios to it: what it found out is kept"
              + " and not measured again.")
  private boolean goesOn;

  private final Installation installation = Installation.find();

  private BenchCommand() {}

  /** Runs and ends the process. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .registerConverter(Duration.class, BenchCommand::duration);
  }

  /** As the program's own settings write times. */
  private static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("\"" + text + "\" is not a time; write 90s, 30m or 2h");
    }
  }

  @Override
  public Integer call() throws IOException {
    try (Leftovers leftovers = Leftovers.watch()) {
      if (!System.getProperty("os.name").equals("Linux")) {
        throw new UnfitException("runs on Linux only: it pins processes and reads /proc");
      }
      List<Scenario> scenarios = scenarios();
      List<Subject> chosen = subjects();
      Cores cores = Cores.choose();
      cores.pinLoad();
      Machine.warnings(cores).forEach(this::say);
      Path peers = installation.kept().resolve("peers");
      try (Stand stand = new Stand(effort(), leftovers.scratch(), peers, cores)) {
        return soak.isPresent()
            ? soak(soak.get(), stand)
            : publish(measure(scenarios, chosen, stand, cores));
      }
    } catch (UnfitException | UnavailableException e) {
      say(String.valueOf(e.getMessage()));
      return 1;
    } catch (InterruptedException e) {
      say("interrupted");
      return 1;
    }
  }

  private Effort effort() {
    return brief ? Effort.brief(rounds.orElse(1)) : Effort.full(rounds.orElse(3));
  }

  private List<Scenario> scenarios() throws IOException {
    Choice<Scenario> choice = Choice.scenarios(effort(), Machine.mostStreams());
    if (only.isEmpty()) {
      return brief ? choice.allBut(Scenarios.FAULTS) : choice.allBut();
    }
    return named(choice, only.stream().filter(name -> !name.equals(Scenarios.HOT)).toList());
  }

  private List<Subject> subjects() throws IOException, UnfitException {
    Choice<Subject> choice =
        Choice.subjects(installation.app(), installation.home().resolve("bench/peers"), this::say);
    if (subjects.isEmpty()) {
      return brief ? choice.named(ShortForm.SUBJECTS) : choice.allBut();
    }
    return named(choice, subjects);
  }

  /** A name that is not there is the user's slip. */
  private <T> List<T> named(Choice<T> choice, List<String> names) {
    try {
      return choice.named(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Samples measure(List<Scenario> scenarios, List<Subject> chosen, Stand stand, Cores cores)
      throws IOException, InterruptedException, UnfitException {
    Map<String, String> facts = Machine.facts(cores);
    facts.putAll(effort().facts());
    Findings findings = new Findings();
    if (goesOn) {
      findings.addAll(lastRun());
      facts.put("continued", "what one run had found was kept, the next measured the rest");
    }
    PrintWriter progress = spec.commandLine().getErr();
    Course course = new Course(scenarios, chosen, stand, findings, progress, System::nanoTime);
    course.run(() -> keep(findings.samples(facts)));
    boolean hot = only.isEmpty() ? !brief : only.contains(Scenarios.HOT);
    if (hot && !findings.has(Scenarios.HOT)) {
      hot(findings);
    }
    return findings.samples(facts);
  }

  private Samples lastRun() throws IOException, UnfitException {
    if (!Files.exists(samplesFile())) {
      throw new UnfitException("there is no run to continue: call it without --continue");
    }
    return Samples.read(samplesFile());
  }

  private Path samplesFile() {
    return installation.kept().resolve("samples.json");
  }

  /** So that a run that is broken off has not been for nothing. */
  private void keep(Samples samples) {
    try {
      samples.write(samplesFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hot(Findings findings) {
    say("hot functions (about a minute)");
    try {
      findings.addSamples(HotFunctions.measure());
    } catch (RunnerException e) {
      say("the hot functions could not be measured: " + e.getMessage());
    }
  }

  private int soak(Duration time, Stand stand)
      throws IOException, InterruptedException, UnfitException, UnavailableException {
    Subject subject = LlmChat.standalone(installation.app());
    spec.commandLine().getOut().println(new Soak(stand, time, this::say).run(subject));
    return 0;
  }

  private int publish(Samples samples) throws IOException {
    if (samples.samples().isEmpty() && samples.faults().isEmpty()) {
      say("there are no figures, for the reasons above");
      return 1;
    }
    Report found = new Report(samples);
    PrintWriter out = spec.commandLine().getOut();
    out.println(found.text());
    out.flush();
    Path folder = brief ? installation.kept() : installation.home().resolve("bench");
    found.write(folder);
    keep(samples);
    say("written: " + folder.resolve("report.md"));
    List<String> troubles = brief ? ShortForm.troubles(samples) : List.of();
    troubles.forEach(trouble -> say("failed: " + trouble));
    return troubles.isEmpty() ? 0 : 1;
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench: " + line);
    err.flush();
  }
}
