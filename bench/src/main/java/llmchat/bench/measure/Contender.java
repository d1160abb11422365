package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import llmchat.bench.load.Length;
import llmchat.bench.load.Request;
import llmchat.bench.subject.Call;
import llmchat.bench.subject.Started;

/**
 * Who is asked: a subject that runs, or the upstream itself.
 *
 * @param connections that show its full speed
 * @param length of a right answer to a plain call
 */
record Contender(String name, Started started, int connections, Length length) {
  private static final String CALL =
      """
      {"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a helpful assistant."},\
      {"role":"user","content":"Write one sentence about the sea, in plain words."}],\
      "temperature":0.7,"max_tokens":64,"stream":%s}\
      """;
  private static final String PLAIN = CALL.formatted("false");
  private static final String STREAMED = CALL.formatted("true");
  private static final int ASKED_FOR_LENGTH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Asks it for a few answers; blocks. */
  static Contender of(String name, Started started, int connections) throws IOException {
    return new Contender(name, started, connections, length(started));
  }

  /** A gateway that writes the answer anew gives it a length that is not always the same. */
  private static Length length(Started started) throws IOException {
    LongSummaryStatistics lengths = new LongSummaryStatistics();
    for (int i = 0; i < ASKED_FOR_LENGTH; i++) {
      try (Call call = started.call(PLAIN)) {
        Call.Ending ending = call.awaitEnd(PATIENCE);
        if (ending != Call.Ending.COMPLETE || call.status() != 200) {
          throw new IOException("a plain call was answered with " + call.status());
        }
        lengths.accept(call.body().length());
      }
    }
    long between = lengths.getMax() - lengths.getMin();
    return new Length(lengths.getMin() - between, lengths.getMax() + between);
  }

  boolean isBare() {
    return name.equals(Subjects.BARE);
  }

  /** A plain call. */
  Request plain() {
    return started.request(PLAIN);
  }

  /** The same call, answered as a stream. */
  Request streamed() {
    return started.request(STREAMED);
  }

  /** Sends a plain call that is not timed. */
  Call call() throws IOException {
    return started.call(PLAIN);
  }

  /** The same call, answered as a stream. */
  Call stream() throws IOException {
    return started.call(STREAMED);
  }
}
