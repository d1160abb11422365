package llmchat.server.config;

/** A check across settings, made when a process starts. */
public interface Check {

  /** Adds an error for everything that is wrong for the role of the settings. */
  void check(Settings settings, Problems problems);
}
