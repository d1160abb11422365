package llmchat.bench.fault;

/** One thing that goes wrong, or that must stay as it is. */
interface Probe {
  /** The row in the report. */
  String fault();

  /** Does it to one gateway; blocks until it has seen what came of it. */
  Verdict run(Bench bench) throws InterruptedException;
}
