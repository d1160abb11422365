package llmchat.bench.measure;

import java.time.Duration;
import java.util.List;
import llmchat.bench.subject.Processes;
import llmchat.bench.subject.Started;

/**
 * No subject: the load asks the upstream directly. It has no processes of its own.
 *
 * @param port of the upstream
 */
record Bare(int port) implements Started {
  private static final Processes NONE =
      new Processes() {
        @Override
        public Duration cpu() {
          return Duration.ZERO;
        }

        @Override
        public long residentBytes() {
          return 0;
        }

        @Override
        public int openFiles() {
          return 0;
        }

        @Override
        public int threads() {
          return 0;
        }
      };

  @Override
  public List<String> headers() {
    return List.of();
  }

  @Override
  public Duration ready() {
    return Duration.ZERO;
  }

  @Override
  public Processes processes() {
    return NONE;
  }

  @Override
  public void close() {}
}
