package llmchat.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.load.CallFigures;
import llmchat.bench.load.ClosedLoop;
import llmchat.bench.load.OpenFigures;
import llmchat.bench.load.OpenLoop;
import llmchat.bench.load.Window;
import llmchat.bench.machine.Cores;
import llmchat.bench.subject.Nginx;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.bench.wire.Loop;

/**
 * Where subjects are measured: load and upstream on one thread, and the room for subjects. For the
 * measuring thread only.
 */
public final class Stand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BARE_CONNECTIONS = 32;

  private final Loop loop = Loop.start("load and upstream");
  private final BenchUpstream upstream = BenchUpstream.start(loop);
  private final Effort effort;
  private final Path scratch;
  private final Path cache;
  private final Cores cores;

  /**
   * With nothing running but load and upstream.
   *
   * @param scratch for what subjects write, deleted by whoever made it
   * @param cache for what is installed once
   * @param cores that this process and the subjects are pinned to
   */
  public Stand(Effort effort, Path scratch, Path cache, Cores cores) {
    this.effort = effort;
    this.scratch = scratch;
    this.cache = cache;
    this.cores = cores;
  }

  /**
   * Who runs at the same time: the subject last, before it nginx where there is one. They stay up
   * for all rounds of a scenario, for a JVM is itself only after a while; and nobody else runs who
   * could take time from them.
   */
  record Group(List<Contender> contenders) implements AutoCloseable {
    Group {
      contenders = List.copyOf(contenders);
    }

    Contender subject() {
      return contenders.getLast();
    }

    @Override
    public void close() {
      contenders.reversed().forEach(contender -> contender.started().close());
    }
  }

  /** How long and how often. */
  public Effort effort() {
    return effort;
  }

  Loop loop() {
    return loop;
  }

  BenchUpstream upstream() {
    return upstream;
  }

  /** The folder of one subject, the same in all scenarios, before this upstream. */
  public Place place(Subject subject) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve(subject.name()));
    return new Place(folder, cache, upstream.port(), cores.subject());
  }

  /** Starts a subject with nginx beside it, so that both can be measured in turn. */
  Group withNginx(Subject subject) throws IOException, InterruptedException, UnavailableException {
    List<Contender> contenders = new ArrayList<>();
    try {
      if (!subject.name().equals(Subjects.NGINX)) {
        contenders.addAll(nginx());
      }
      contenders.add(start(subject));
      return new Group(contenders);
    } catch (IOException | InterruptedException | UnavailableException | RuntimeException e) {
      new Group(contenders).close();
      throw e;
    }
  }

  /** Starts a subject with nothing else. */
  Group alone(Subject subject) throws IOException, InterruptedException, UnavailableException {
    return new Group(List.of(start(subject)));
  }

  /** What is done in each round with those that run. */
  interface InRound {
    /** Measures them; blocks. */
    void measure(Group group, Findings.Round round) throws IOException, InterruptedException;
  }

  /**
   * Starts a subject with nginx beside it and does all rounds of a scenario, after a full load on
   * the subject that counts for nothing; nginx is itself from the first call on.
   */
  void inRounds(Scenario scenario, Subject subject, Findings findings, InRound each)
      throws IOException, InterruptedException, UnavailableException {
    try (Group group = withNginx(subject)) {
      var _ = fullLoad(group.subject(), effort.warmUp(), Window.UNWATCHED);
      for (int i = 1; i <= effort.rounds(); i++) {
        each.measure(group, findings.begin(scenario.name(), i));
      }
    }
  }

  private Contender start(Subject subject)
      throws IOException, InterruptedException, UnavailableException {
    Started started = subject.start(place(subject));
    try {
      return Contender.of(subject.name(), started, subject.connections());
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Empty where there is none: then everything is measured, and compared with nothing. */
  private List<Contender> nginx() throws IOException, InterruptedException {
    try {
      return List.of(start(new Nginx()));
    } catch (UnavailableException e) {
      return List.of();
    }
  }

  Contender bare() throws IOException {
    return Contender.of(Subjects.BARE, Started.nothing(upstream.port()), BARE_CONNECTIONS);
  }

  /** As many calls as go through within the time. */
  CallFigures fullLoad(Contender contender, Duration time, Window window) {
    var plan =
        new ClosedLoop.Plan(contender.connections(), contender.length(), effort.lead(), time);
    return ClosedLoop.run(loop, contender.plain(), plan, window);
  }

  /** Calls at an even rate, whatever becomes of those before. */
  OpenFigures atRate(Contender contender, double callsPerSecond) {
    var plan =
        new OpenLoop.Plan(
            callsPerSecond,
            2 * contender.connections(),
            contender.length(),
            effort.lead(),
            effort.calls(),
            PATIENCE);
    return OpenLoop.run(loop, contender.plain(), plan, Window.UNWATCHED);
  }

  /** To be read around what a subject is asked. */
  Busy busy(Contender contender) {
    return new Busy(contender.started().processes(), cores.load());
  }

  @Override
  public void close() {
    upstream.close();
    loop.close();
  }
}
