package llmchat.bench.fault;

import java.time.Duration;
import llmchat.bench.subject.Processes;
import llmchat.bench.subject.Started;

/** A gateway of a test: it is there at once, and has no process of its own. */
interface InThisProcess extends Started {
  @Override
  default Duration ready() {
    return Duration.ZERO;
  }

  @Override
  default Processes processes() {
    throw new UnsupportedOperationException("it runs in this process");
  }
}
