package llmchat.server.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that are set, with their sources. Filled by {@link SettingsReader}, then only read.
 */
public final class Values {
  private record Value<T>(T value, String source) {}

  private final Map<Setting<?>, Value<?>> values = new HashMap<>();

  Values() {}

  <T> void put(Setting<T> setting, T value, String source) {
    values.put(setting, new Value<>(value, source));
  }

  /** The value that was set. */
  @SuppressWarnings("unchecked") // put() ties the type of the value to that of the setting.
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((Value<T>) values.get(setting)).map(Value::value);
  }

  /**
   * The value that was set, or the default.
   *
   * @throws IllegalStateException if it is not set and has no default
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .or(() -> setting.defaultFor(ServiceRole.STANDALONE))
        .orElseThrow(() -> new IllegalStateException(setting.name() + " has no value"));
  }

  /** Whether it was set. */
  public boolean isSet(Setting<?> setting) {
    return values.containsKey(setting);
  }

  /** The source in which it was set. */
  public Optional<String> sourceOf(Setting<?> setting) {
    return Optional.ofNullable(values.get(setting)).map(Value::source);
  }
}
