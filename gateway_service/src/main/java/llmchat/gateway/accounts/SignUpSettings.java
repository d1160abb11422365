package llmchat.gateway.accounts;

import static llmchat.server.config.Group.GATEWAY;

import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The setting of sign-up. */
public final class SignUpSettings {
  public static final Setting<SignUpPolicy> SIGNUP =
      Setting.choice("SIGNUP", SignUpPolicy.class, GATEWAY, "Whether people may sign up")
          .withDefault("open");

  public static final ConfigSpec SPEC = ConfigSpec.of(SIGNUP);

  private SignUpSettings() {}
}
