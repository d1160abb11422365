package llmchat.llm.routing;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The catalogue that holds now, for everybody who asks: it can be swapped while calls run, which
 * finish by the one they began with. Safe for any thread.
 */
public final class CurrentCatalogue implements Supplier<Catalogue> {
  private final AtomicReference<Catalogue> current;

  /** Begins with that one. */
  public CurrentCatalogue(Catalogue first) {
    this.current = new AtomicReference<>(first);
  }

  @Override
  public Catalogue get() {
    return current.get();
  }

  /** Lets another one hold from now on. */
  public void swap(Catalogue next) {
    current.set(next);
  }
}
