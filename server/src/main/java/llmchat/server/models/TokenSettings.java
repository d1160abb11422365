package llmchat.server.models;

import llmchat.llm.Secret;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Group;
import llmchat.server.config.Setting;

/** The shared secret with which a gateway authenticates itself to an inference service. */
public final class TokenSettings {
  public static final Setting<Secret> INFERENCE_TOKEN =
      Setting.secret(
          "INFERENCE_TOKEN", Group.INFERENCE, "Secret that gateway and inference service share");

  public static final ConfigSpec SPEC = ConfigSpec.of(INFERENCE_TOKEN);

  private TokenSettings() {}
}
