package llmchat.server.config;

/**
 * The name of a value that is worked out from several settings and the configuration file, once,
 * when they are read. {@link ConfigSpec#withDerived} says how.
 *
 * @param otherwise the value in a program that does not say how
 */
public record Derived<T>(String name, T otherwise) {

  /** Works the value out. */
  public interface From<T> {

    /**
     * The value for the role of the settings; what is wrong is added to the problems.
     *
     * @param settings all settings, the file, and the other derived values
     */
    T derive(Settings settings, Problems problems);
  }
}
