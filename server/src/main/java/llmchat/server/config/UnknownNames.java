package llmchat.server.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names that are not settings: errors where only settings are allowed, otherwise warnings.
 */
final class UnknownNames {
  /** Variables that Docker Compose and its images read from the same {@code .env}. */
  private static final Pattern COMPOSE_NAMES =
      Pattern.compile(
          "(COMPOSE|DOCKER|POSTGRES|PG|REDIS|JAVA|JDK)_.*|PG[A-Z]+|TZ|LANG|LC_.*"
              + "|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy");

  /** Variables that Kubernetes sets in every container for each service. */
  private static final Pattern KUBERNETES_NAMES =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)");

  private final List<String> settings;
  private final Problems problems;
  private final Set<String> referred;

  /**
   * For these settings.
   *
   * @param referred the variables that the configuration file refers to
   */
  UnknownNames(List<String> settings, Set<String> referred, Problems problems) {
    this.problems = problems;
    this.settings = settings;
    this.referred = referred;
  }

  void inCommandLine(Layer layer) {
    everyOne(layer);
  }

  void inConfigFile(Layer layer) {
    everyOne(layer);
  }

  private void everyOne(Layer layer) {
    layer
        .entries()
        .forEach((name, entry) -> {
          if (!settings.contains(name)) {
            problems.error(
                name,
                entry.source(),
                "is not a setting",
                Spelling.advice(name, settings, "remove it"));
          }
        });
  }

  /** A misspelt setting is an error; other names may be meant for Compose, and are warnings. */
  void inEnvFile(Layer layer) {
    layer
        .entries()
        .forEach((name, entry) -> {
          if (settings.contains(name) || referred.contains(name)) {
            return;
          }
          boolean ofCompose = COMPOSE_NAMES.matcher(name).matches();
          Optional<String> meant = Spelling.nearest(name, settings, ofCompose ? 1 : 2);
          if (meant.isPresent()) {
            problems.error(
                name, entry.source(), "is not a setting", "did you mean " + meant.get() + "?");
          } else if (!ofCompose) {
            problems.warn(name + " (" + entry.source() + ") is not a setting; it is ignored");
          }
        });
  }

  /** The environment has many unrelated names, so only misspelt settings are warned about. */
  void inEnvironment(Layer layer) {
    for (String name : layer.entries().keySet()) {
      if (settings.contains(name)
          || referred.contains(name)
          || KUBERNETES_NAMES.matcher(name).matches()) {
        continue;
      }
      Spelling.nearest(name, settings, name.length() < 10 ? 1 : 2)
          .filter(meant -> name.regionMatches(0, meant, 0, 3))
          .ifPresent(meant ->
              problems.warn(
                  name
                      + " in the environment is not a setting and is ignored; did you mean "
                      + meant
                      + "?"));
    }
  }
}
