package llmchat.bench.upstream;

import java.util.PriorityQueue;
import java.util.Queue;

/** Plain answers that are given after a delay. On the loop's thread. */
final class LateAnswers implements Ticks.Line {
  private record Owed(UpstreamConnection connection, long due) implements Comparable<Owed> {
    @Override
    public int compareTo(Owed other) {
      return Long.compare(due, other.due);
    }
  }

  private final Queue<Owed> owed = new PriorityQueue<>();
  private final Tally tally;

  LateAnswers(Tally tally) {
    this.tally = tally;
  }

  void owe(UpstreamConnection connection, long due) {
    owed.add(new Owed(connection, due));
  }

  @Override
  public boolean advance(long now) {
    for (var first = owed.peek(); first != null && first.due <= now; first = owed.peek()) {
      owed.remove();
      if (first.connection.isOpen()) {
        tally.written(first.due, now);
        tally.calls++;
        first.connection.finish(Answers.COMPLETION);
      }
    }
    return !owed.isEmpty();
  }
}
