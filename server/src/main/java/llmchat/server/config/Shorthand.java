package llmchat.server.config;

import java.util.Set;
import java.util.function.Function;

/**
 * A setting from which, together with others, the value of another setting is built, such as a host
 * instead of a full URL.
 *
 * @param given the setting that triggers it
 * @param full the setting that gets the value, unless it is set
 * @param expansion builds the value from the settings that are set
 */
public record Shorthand<T>(Setting<?> given, Setting<T> full, Function<Values, T> expansion) {

  void expand(Values values, Problems problems) {
    if (!values.isSet(given)) {
      return;
    }
    if (values.isSet(full)) {
      problems.warn(
          stated(given, values) + " is ignored, because " + stated(full, values) + " is set");
    } else if (!problems.hasErrorFor(Set.of(full.name()))) {
      values.put(
          full, expansion.apply(values), values.sourceOf(given).orElse("") + ", " + given.name());
    }
  }

  private static String stated(Setting<?> setting, Values values) {
    return setting.name() + " (" + values.sourceOf(setting).orElse("") + ")";
  }
}
