package llmchat.server.models;

import static llmchat.server.config.Group.MODELS;

import java.net.URI;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The settings of the provider {@code openai}, for use without a configuration file. */
public final class OpenAiSettings {
  public static final Setting<Secret> OPENAI_API_KEY =
      Setting.secret("OPENAI_API_KEY", MODELS, "Key for OpenAI; only the inference side needs it")
          .whenUnset("none: the demo model answers");
  public static final Setting<URI> OPENAI_BASE_URL =
      Setting.httpUrl(
              "OPENAI_BASE_URL", MODELS, "Base URL of OpenAI's API, or of a compatible server")
          .withDefault("https://api.openai.com/v1");

  public static final ConfigSpec SPEC = ConfigSpec.of(OPENAI_API_KEY, OPENAI_BASE_URL);

  /** The model that is served with a key if {@code MODEL_NAME} is not set. */
  public static final String DEFAULT_MODEL = "gpt-4o-mini";

  private OpenAiSettings() {}
}
