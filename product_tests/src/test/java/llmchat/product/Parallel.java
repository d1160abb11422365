package llmchat.product;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** The same thing many times at once. */
final class Parallel {
  private Parallel() {}

  /** Runs all works at the same time, each on a thread of its own; gives what they give. */
  static <T> List<T> run(int count, IntFunction<Callable<T>> works) throws Exception {
    CyclicBarrier together = new CyclicBarrier(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<T> work = works.apply(i);
        running.add(
            threads.submit(() -> {
              together.await();
              return work.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }
}
