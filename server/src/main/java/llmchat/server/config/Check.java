package llmchat.server.config;

/** A condition between settings that must hold when a process starts. */
public interface Check {

  /** Adds what is wrong for the role of the settings to the problems. */
  void check(Settings settings, Problems problems);
}
