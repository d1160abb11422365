package llmchat.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final BenchUpstream upstream = BenchUpstream.start(loop, 0);
  private final Effort effort;
  private final Path scratch;
  private final Path cache;
  private final Cores cores;
  private Optional<Group> kept = Optional.empty();

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

  /** Subjects that run at the same time: the one that all is about last, before it nginx. */
  static final class Group implements AutoCloseable {
    private final List<Contender> contenders;
    private final boolean stays;
    private boolean warm;

    private Group(List<Contender> contenders, boolean stays) {
      this.contenders = List.copyOf(contenders);
      this.stays = stays;
    }

    List<Contender> contenders() {
      return contenders;
    }

    Contender subject() {
      return contenders.getLast();
    }

    /** Ends them unless they are kept for the next scenario. */
    @Override
    public void close() {
      if (!stays) {
        end();
      }
    }

    private void end() {
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

  /**
   * The folder of one subject, the same in all scenarios, before this upstream. Nothing else may
   * run in it, so those that were kept are ended.
   */
  public Place placeToStart(Subject subject) throws IOException {
    endKept();
    return place(subject);
  }

  private Place place(Subject subject) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve(subject.name()));
    return new Place(folder, cache, upstream.port(), cores.subject());
  }

  /**
   * Starts a subject with nginx beside it, so that both can be measured in turn. They stay up for
   * all rounds of a scenario, for a JVM is itself only after a while; and only one subject at a
   * time, so that nothing but these two is ever there to take time from each other.
   */
  Group withNginx(Subject subject) throws IOException, InterruptedException, UnavailableException {
    return group(subject, !subject.name().equals(Subjects.NGINX));
  }

  /** What is done in each round with those that run. */
  interface InRound {
    /** Measures them; blocks. */
    void measure(Group group, Findings.Round round) throws IOException, InterruptedException;
  }

  /** Starts a subject with nginx beside it, warms it up, and does all rounds of a scenario. */
  void inRounds(Scenario scenario, Subject subject, Findings findings, InRound each)
      throws IOException, InterruptedException, UnavailableException {
    try (Group group = withNginx(subject)) {
      warmUp(group);
      for (int i = 1; i <= effort.rounds(); i++) {
        each.measure(group, findings.begin(scenario.name(), i));
      }
    }
  }

  /** Starts a subject, with nothing else, or gives those that were kept. */
  Group alone(Subject subject) throws IOException, InterruptedException, UnavailableException {
    return group(subject, false);
  }

  private Group group(Subject subject, boolean withNginx)
      throws IOException, InterruptedException, UnavailableException {
    if (kept.isEmpty()) {
      Group group = start(subject, withNginx);
      kept = effort.keepsSubjects() ? Optional.of(group) : Optional.empty();
      return group;
    }
    return kept.get();
  }

  /** Ends the subjects that were kept, if any. */
  public void endKept() {
    kept.ifPresent(Group::end);
    kept = Optional.empty();
  }

  private Group start(Subject subject, boolean withNginx)
      throws IOException, InterruptedException, UnavailableException {
    List<Contender> contenders = new ArrayList<>();
    try {
      if (withNginx) {
        contenders.addAll(nginx());
      }
      contenders.add(start(subject));
      return new Group(contenders, effort.keepsSubjects());
    } catch (IOException | InterruptedException | UnavailableException | RuntimeException e) {
      new Group(contenders, false).close();
      throw e;
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
    Subject nginx = new Nginx();
    try {
      return List.of(start(nginx));
    } catch (UnavailableException e) {
      return List.of();
    }
  }

  Contender bare() throws IOException, InterruptedException {
    return Contender.of(Subjects.BARE, new Bare(upstream.port()), BARE_CONNECTIONS);
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

  /**
   * Full load on the subject that counts for nothing; once for one that is kept. nginx is itself
   * from the first call on.
   */
  private void warmUp(Group group) {
    if (!group.warm) {
      group.warm = true;
      var _ = fullLoad(group.subject(), effort.warmUp(), Window.UNWATCHED);
    }
  }

  @Override
  public void close() {
    endKept();
    upstream.close();
    loop.close();
  }
}
