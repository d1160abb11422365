package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.load.StreamFigures;
import llmchat.bench.load.Window;
import llmchat.bench.measure.Effort.StreamSet;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** Streams that are open at the same time, also on the bare upstream. */
public final class OpenStreams implements Scenario {
  /** As many events in a second as a slow gateway takes too. */
  private static final StreamSet WARM_UP = new StreamSet(50, Duration.ofMillis(50));

  /** A JVM compiles what it has seen often. */
  private static final StreamSet JVM_WARM_UP = new StreamSet(400, Duration.ofMillis(100));

  private static final int MOST_FOR_PEERS = 1_000;

  private final StreamSet set;
  private final int wanted;

  private OpenStreams(StreamSet set, int wanted) {
    this.set = set;
    this.wanted = wanted;
  }

  /** As many streams as the set says and no more than can be open here. */
  public static OpenStreams of(StreamSet set, int most) {
    return new OpenStreams(
        new StreamSet(Math.min(set.streams(), most), set.interval()), set.streams());
  }

  @Override
  public String name() {
    return Scenarios.streams(set.streams());
  }

  /** What a gateway takes for a stream shows at fewer; most would not get through with so many. */
  @Override
  public boolean comparesPeers() {
    return set.streams() <= MOST_FOR_PEERS;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    try (Stand.Group group = stand.withNginx(subject)) {
      List<Contender> contenders = new ArrayList<>(group.contenders());
      if (!isPeer(subject)) {
        contenders.add(contenders.size() - 1, stand.bare());
      }
      List<Long> before = new ArrayList<>();
      for (Contender contender : contenders) {
        warmUp(stand, contender);
        before.add(contender.started().processes().residentBytes());
      }
      for (int i = 1; i <= stand.effort().rounds(); i++) {
        Round round = findings.begin(name(), i);
        sayIfFewer(round, subject.name());
        for (int j = 0; j < contenders.size(); j++) {
          measure(stand, contenders.get(j), before.get(j), round);
        }
      }
    }
  }

  private static boolean isPeer(Subject subject) {
    return !Subjects.isOurs(subject.name()) && !subject.name().equals(Subjects.NGINX);
  }

  private static void warmUp(Stand stand, Contender contender) {
    if (!contender.isBare() && !contender.name().equals(Subjects.NGINX)) {
      StreamSet set = Subjects.isOurs(contender.name()) ? JVM_WARM_UP : WARM_UP;
      var _ = Streaming.run(stand, contender, set, stand.effort().warmUp(), Window.UNWATCHED);
    }
  }

  private void sayIfFewer(Round round, String subject) {
    if (set.streams() < wanted) {
      round.note(
          subject,
          "%,d streams in place of %,d, for more sockets may not be open here (ulimit -Hn)"
              .formatted(set.streams(), wanted));
    }
  }

  private void measure(Stand stand, Contender contender, long bytesBefore, Round round) {
    String name = contender.name();
    Busy busy = stand.busy(contender);
    StreamFigures figures = Streaming.run(stand, contender, set, stand.effort().streaming(), busy);
    round.addCount(name, Measures.LOST, figures.lost());
    round.addCount(name, Measures.REORDERED, figures.reordered());
    round.addCount(name, Measures.BROKEN, figures.broken());
    if (figures.broken() > 0) {
      round.note(name, "the first broken stream: " + figures.firstBreak());
    }
    if (figures.chunks() == 0) {
      round.leftOut(name, "not one event arrived in the counted time");
      return;
    }
    round.addMillis(name, Measures.FIRST_CHUNK_P50, figures.firstChunk().getValueAtPercentile(50));
    round.addMillis(name, Measures.FIRST_CHUNK_P99, figures.firstChunk().getValueAtPercentile(99));
    round.addMillis(name, Measures.GAP_ERROR_P99, figures.gapError().getValueAtPercentile(99));
    round.addMillis(name, Measures.GAP_ERROR_P999, figures.gapError().getValueAtPercentile(99.9));
    if (!contender.isBare()) {
      cost(name, busy, figures.chunks(), bytesBefore, round);
    }
    if (busy.loadBound()) {
      round.loadBound(name);
    }
  }

  private void cost(String name, Busy busy, long chunks, long bytesBefore, Round round) {
    round.addMicros(name, Measures.CPU_PER_CHUNK, busy.cpu(), chunks);
    round.addMegabytes(name, Measures.RSS, busy.residentBytes());
    double added = busy.residentBytes() - bytesBefore;
    round.add(name, Measures.RSS_PER_STREAM, added / 1e3 / set.streams());
  }
}
