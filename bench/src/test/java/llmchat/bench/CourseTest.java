package llmchat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.bench.machine.Cores;
import llmchat.bench.measure.Effort;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Sample;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Stand;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
  @TempDir static Path folder;
  private final List<String> done = new ArrayList<>();
  private int kept;
  private final AtomicLong nanos = new AtomicLong();
  private final StringWriter shown = new StringWriter();
  private final Findings findings = new Findings();
  private final Stand stand = new Stand(Effort.brief(1), folder, folder, new Cores(0, 1));

  /** What goes wrong in a scenario with a subject of this name. */
  private sealed interface Fate {
    record Unavailable() implements Fate {}

    record BreaksDown() implements Fate {}

    record OursToBlame() implements Fate {}
  }

  private record Named(String name) implements Subject {
    @Override
    public Started start(Place place) {
      throw new AssertionError("the scenarios of this test start nothing");
    }
  }

  /** Takes ten seconds. */
  private record Recorded(
      String name,
      boolean comparesPeers,
      List<String> done,
      AtomicLong nanos,
      Map<String, Fate> fates)
      implements Scenario {
    @Override
    public void run(Stand stand, Subject subject, Findings findings)
        throws IOException, UnavailableException {
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      done.add(name + " " + subject.name());
      switch (fates.get(subject.name())) {
        case Fate.Unavailable() -> throw new UnavailableException("needs npm");
        case Fate.BreaksDown() -> throw new IOException("it ended by itself:\nwords");
        case Fate.OursToBlame() -> throw new IllegalStateException("a slip");
        case null -> {}
      }
    }
  }

  @AfterEach
  void close() {
    stand.close();
  }

  private void run(Map<String, Fate> fates, String... subjects) throws InterruptedException {
    List<Scenario> scenarios =
        List.of(
            new Recorded("json", true, done, nanos, fates),
            new Recorded("streams", true, done, nanos, fates));
    run(scenarios, subjects);
  }

  private void run(List<Scenario> scenarios, String... subjects) throws InterruptedException {
    List<Subject> named = new ArrayList<>();
    for (String subject : subjects) {
      named.add(new Named(subject));
    }
    new Course(scenarios, named, stand, findings, new PrintWriter(shown), nanos::get)
        .run(() -> done.add("kept"));
    kept = Collections.frequency(done, "kept");
    done.removeIf("kept"::equals);
  }

  private List<String> leftOut() {
    return findings.samples(Map.of()).remarks().stream()
        .filter(remark -> remark.kind() == Remark.Kind.LEFT_OUT)
        .map(remark -> remark.scenario() + " " + remark.subject() + ": " + remark.text())
        .toList();
  }

  @Test
  void measuresOneSubjectAfterTheOtherAndNginxBesideEach() throws InterruptedException {
    run(Map.of(), "nginx", "standalone", "split");
    assertThat(done)
        .containsExactly("json standalone", "streams standalone", "json split", "streams split");
  }

  @Test
  void doesWhatComparesNoPeersToOurOwnOnly() throws InterruptedException {
    run(
        List.of(
            new Recorded("json", true, done, nanos, Map.of()),
            new Recorded("frontier", false, done, nanos, Map.of())),
        "nginx",
        "standalone",
        "litellm");
    assertThat(done).containsExactly("json standalone", "frontier standalone", "json litellm");
  }

  @Test
  void doesEverythingToTheOnlySubject() throws InterruptedException {
    run(List.of(new Recorded("frontier", false, done, nanos, Map.of())), "litellm");
    assertThat(done).containsExactly("frontier litellm");
  }

  @Test
  void keepsWhatThereIsAfterEachStep() throws InterruptedException {
    run(Map.of(), "standalone", "split");
    assertThat(kept).isEqualTo(4);
  }

  @Test
  void doesNotDoAgainWhatWasFoundAlready() throws InterruptedException {
    findings.addAll(
        new Samples(
            Map.of(),
            List.of(new Sample("json", "standalone", "calls/s", 1, 1.0)),
            List.of(),
            List.of()));
    run(Map.of(), "standalone", "split");
    assertThat(done).containsExactly("streams standalone", "json split", "streams split");
  }

  @Test
  void tellsTheTimeThatIsLeftByThePaceSoFar() throws InterruptedException {
    run(Map.of(), "standalone", "split");
    assertThat(shown.toString().lines())
        .containsExactly(
            " 1/4  json, standalone",
            " 2/4  streams, standalone (about 30 s left)",
            " 3/4  json, split (about 20 s left)",
            " 4/4  streams, split (about 10 s left)");
  }

  @Test
  void asksOnceForASubjectThatCannotBeHad() throws InterruptedException {
    run(Map.of("portkey", new Fate.Unavailable()), "portkey", "standalone");
    assertThat(done).containsExactly("json portkey", "json standalone", "streams standalone");
    assertThat(leftOut()).containsExactly("json portkey: needs npm", "streams portkey: needs npm");
  }

  @Test
  void goesOnAfterASubjectThatBrokeDown() throws InterruptedException {
    run(Map.of("litellm", new Fate.BreaksDown()), "litellm", "standalone");
    assertThat(done).hasSize(4);
    assertThat(leftOut())
        .containsExactly(
            "json litellm: it ended by itself:", "streams litellm: it ended by itself:");
  }

  @Test
  void goesOnAfterAFaultOfItsOwnAndShowsIt() throws InterruptedException {
    run(Map.of("split", new Fate.OursToBlame()), "split", "standalone");
    assertThat(done).hasSize(4);
    assertThat(shown.toString()).contains("IllegalStateException: a slip", "at llmchat.bench");
    assertThat(leftOut()).hasSize(2).allMatch(text -> text.contains("the benchmark itself failed"));
  }
}
