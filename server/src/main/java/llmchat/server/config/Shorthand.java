package llmchat.server.config;

import java.util.Set;
import java.util.function.Function;

/**
 * A setting that, with others beside it, spells out the value of another that is not set, such as a
 * host in place of a full URL.
 *
 * @param given the setting that asks for it
 * @param full the setting that gets a value
 * @param expansion makes the value out of what is set
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
