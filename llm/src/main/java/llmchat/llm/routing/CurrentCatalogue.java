package llmchat.llm.routing;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The current catalogue. It can be replaced while calls run; they finish with the catalogue that
 * they started with. Safe for any thread.
 */
public final class CurrentCatalogue implements Supplier<Catalogue> {
  private final AtomicReference<Catalogue> current;

  /** With an initial catalogue. */
  public CurrentCatalogue(Catalogue first) {
    this.current = new AtomicReference<>(first);
  }

  @Override
  public Catalogue get() {
    return current.get();
  }

  /** Replaces the catalogue, for calls that start from now on. */
  public void swap(Catalogue next) {
    current.set(next);
  }
}
