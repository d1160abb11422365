package llmchat.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
import llmchat.bench.measure.Subjects;
import llmchat.bench.report.Report;
import llmchat.bench.report.SamplesFile;
import llmchat.bench.subject.Standalone;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
          + " are installed once, from their package registries; gomodel and olla are built from"
          + " sources that you have.",
      "",
      "It needs Linux with two processors, taskset, nginx for the ratios, and more than 20,000 open"
          + " files for 10,000 streams (ulimit -Hn). Exit code 0: there are figures; 1: there are"
          + " none, and the reason was said."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final List<String> SHORT_SUBJECTS =
      List.of(Subjects.NGINX, Subjects.STANDALONE, Subjects.SPLIT);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation installation = new Installation();

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
              + " within two minutes that it works. The figures mean nothing.")
  private boolean brief;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      converter = TimeConverter.class,
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

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description =
          "Where report.md and report.svg go: bench/ of the project, target/bench/ with --short.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--peers-from",
      paramLabel = "PEER=FOLDER",
      split = ",",
      description = "Sources of a peer that is in no package registry: gomodel=/src/gomodel.")
  private Map<String, Path> sources = Map.of();

  private BenchCommand() {}

  /** Runs and ends the process. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand());
  }

  @Override
  public Integer call() throws IOException {
    try (Leftovers leftovers = Leftovers.watch()) {
      needLinux();
      List<Scenario> scenarios = scenarios(effort());
      List<Subject> chosen = subjects();
      Cores cores = Cores.choose();
      cores.pinLoad();
      Machine.warnings(cores).forEach(this::say);
      if (soak.isPresent()) {
        return soak(soak.get(), cores, leftovers.scratch());
      }
      return publish(measure(scenarios, chosen, cores, leftovers.scratch()));
    } catch (UnfitException e) {
      say(String.valueOf(e.getMessage()));
      return 1;
    } catch (InterruptedException e) {
      say("interrupted");
      return 1;
    }
  }

  private static void needLinux() throws UnfitException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new UnfitException("runs on Linux only: it pins processes and reads /proc");
    }
  }

  private List<Subject> subjects() throws IOException, UnfitException {
    SubjectChoice choice =
        new SubjectChoice(
            installation.app(), installation.home().resolve("bench/peers"), sources, this::say);
    if (!subjects.isEmpty()) {
      return known(() -> choice.named(subjects));
    }
    return brief ? choice.named(SHORT_SUBJECTS) : choice.all();
  }

  private Samples measure(List<Scenario> scenarios, List<Subject> chosen, Cores cores, Path scratch)
      throws IOException, InterruptedException, UnfitException {
    Effort effort = effort();
    Map<String, String> facts = Machine.facts(cores);
    facts.putAll(effort.facts());
    Findings findings = new Findings();
    if (goesOn) {
      findings.addAll(lastRun());
      facts.put("continued", "what one run had found was kept, the next measured the rest");
    }
    try (Stand stand = new Stand(effort, scratch, peers(), cores)) {
      new Course(
              scenarios,
              chosen,
              stand,
              findings,
              err(),
              System::nanoTime,
              () -> keep(findings.samples(facts)))
          .run();
    }
    boolean wanted = only.isEmpty() ? !brief : only.contains(Scenarios.HOT);
    if (wanted && !findings.has(Scenarios.HOT)) {
      hot(findings);
    }
    return findings.samples(facts);
  }

  private Samples lastRun() throws IOException, UnfitException {
    if (!Files.exists(samplesFile())) {
      throw new UnfitException("there is no run to continue: call it without --continue");
    }
    return SamplesFile.read(samplesFile());
  }

  private Path samplesFile() {
    return installation.kept().resolve("samples.json");
  }

  /** So that a run that is broken off has not been for nothing. */
  private void keep(Samples samples) {
    try {
      SamplesFile.write(samples, samplesFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hot(Findings findings) {
    say("hot functions (about a minute)");
    try {
      findings.addSamples(HotFunctions.measure(HotFunctions.Length.FULL));
    } catch (RunnerException e) {
      say("the hot functions could not be measured: " + e.getMessage());
    }
  }

  private int soak(Duration time, Cores cores, Path scratch)
      throws IOException, InterruptedException, UnfitException {
    try (Stand stand = new Stand(effort(), scratch, peers(), cores)) {
      String found = new Soak(stand, time, this::say).run(new Standalone(installation.app()));
      spec.commandLine().getOut().println(found);
      return 0;
    } catch (UnavailableException e) {
      throw new UnfitException(String.valueOf(e.getMessage()));
    }
  }

  private Effort effort() {
    return brief ? Effort.brief(rounds.orElse(1)) : Effort.full(rounds.orElse(3));
  }

  private List<Scenario> scenarios(Effort effort) throws IOException {
    ScenarioChoice choice = new ScenarioChoice(effort, Machine.mostStreams());
    if (!only.isEmpty()) {
      return known(
          () -> choice.named(only.stream().filter(name -> !name.equals(Scenarios.HOT)).toList()));
    }
    return choice.named(brief ? choice.timed() : choice.names());
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
    Path folder =
        report.orElseGet(() -> brief ? installation.kept() : installation.home().resolve("bench"));
    found.write(folder);
    keep(samples);
    say("written: " + folder.resolve("report.md"));
    return 0;
  }

  private Path peers() {
    return installation.kept().resolve("peers");
  }

  /** What a choice gives; a name that it does not know is the user's slip. */
  private <T> List<T> known(Supplier<List<T>> choice) {
    try {
      return choice.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private void say(String line) {
    err().println("bench: " + line);
    err().flush();
  }
}
