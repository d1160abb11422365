package llmchat.server.observe;

import static llmchat.server.config.Group.LOGS;

import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The settings of the log. */
public final class LogSettings {
  public static final Setting<LogFormat> LOG_FORMAT =
      Setting.choice("LOG_FORMAT", LogFormat.class, LOGS, "How log records are written")
          .withDefault("text");
  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice("LOG_LEVEL", LogLevel.class, LOGS, "Lowest level that is written")
          .withDefault("info");
  public static final Setting<Boolean> LOG_BODIES =
      Setting.flag("LOG_BODIES", LOGS, "Whether prompts and answers are logged").withDefault("off");

  public static final ConfigSpec SPEC = ConfigSpec.of(LOG_FORMAT, LOG_LEVEL, LOG_BODIES);

  private LogSettings() {}
}
