package llmchat.deploy;

import java.time.Duration;
import llmchat.server.config.Reading;
import llmchat.server.config.Setting;

/** Lengths of time as the settings write them. */
final class Times {
  private Times() {}

  static Duration read(Setting<Duration> setting, String text) {
    return switch (setting.type().read(text)) {
      case Reading.Good<Duration>(Duration value) -> value;
      case Reading.Bad<Duration>(String problem) ->
          throw new IllegalArgumentException(setting + ": " + text + " " + problem);
    };
  }
}
