package llmchat.server.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is set, and where. Filled by {@link SettingsReader}, then only read. */
final class Values {
  private record Value<T>(T value, String source) {}

  private final Map<Setting<?>, Value<?>> values = new HashMap<>();

  <T> void put(Setting<T> setting, T value, String source) {
    values.put(setting, new Value<>(value, source));
  }

  @SuppressWarnings("unchecked") // put() ties the type of the value to that of the setting.
  <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((Value<T>) values.get(setting)).map(Value::value);
  }

  boolean isSet(Setting<?> setting) {
    return values.containsKey(setting);
  }

  Optional<String> sourceOf(Setting<?> setting) {
    return Optional.ofNullable(values.get(setting)).map(Value::source);
  }
}
