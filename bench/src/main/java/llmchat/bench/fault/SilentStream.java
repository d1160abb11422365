package llmchat.bench.fault;

import java.time.Duration;

/**
 * The upstream says nothing for long. Without a sign of life a proxy or a client on the way takes
 * the connection for dead.
 */
record SilentStream(String fault) implements Probe {
  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    try (Bench.Call call = bench.send(Behaviour.STALL)) {
      ClientCall client = call.client();
      if (!client.awaitEvent(Script.wordBeforeFault(), bench.patience().arrival())) {
        return Verdict.notPassed(client);
      }
      int before = client.body().length();
      long start = System.nanoTime();
      boolean heard = client.awaitMoreThan(before, bench.patience().silence());
      Duration after = Duration.ofNanos(System.nanoTime() - start);
      return heard ? judge(client, before, after) : Verdict.bad("nothing is sent");
    }
  }

  private static Verdict judge(ClientCall client, int before, Duration after) {
    String said = client.body().substring(before).strip();
    return client.ending() == ClientCall.Ending.OPEN && !said.contains("rror")
        ? Verdict.good("“%s” after %d s".formatted(said, after.toSeconds()))
        : Verdict.bad("gives up after %d s".formatted(after.toSeconds()));
  }
}
