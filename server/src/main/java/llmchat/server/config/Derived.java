package llmchat.server.config;

/**
 * A value that is computed from settings and the configuration file, once, when they are read.
 * {@link ConfigSpec#withDerived} sets how.
 *
 * @param otherwise the value in a program whose spec does not set how to compute it
 */
public record Derived<T>(String name, T otherwise) {

  /** Computes the value. */
  public interface From<T> {

    /**
     * Computes the value for the role of the settings; adds errors to the problems.
     *
     * @param settings all settings, the file, and the other derived values
     */
    T derive(Settings settings, Problems problems);
  }
}
