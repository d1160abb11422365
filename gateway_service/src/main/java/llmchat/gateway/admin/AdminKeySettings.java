package llmchat.gateway.admin;

import static llmchat.server.config.Group.GATEWAY;

import llmchat.llm.Secret;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The setting of the admin key. */
public final class AdminKeySettings {
  public static final Setting<Secret> ADMIN_KEY =
      Setting.secret(
              "ADMIN_KEY",
              GATEWAY,
              "Secret for administrative access, also good as an API key without rate limit")
          .whenUnset("made at first start and kept in DATA_DIR")
          .shownAlways();

  public static final ConfigSpec SPEC = ConfigSpec.of(ADMIN_KEY);

  private AdminKeySettings() {}
}
