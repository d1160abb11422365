package llmchat.inference;

import llmchat.inference.demo.DemoSettings;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.server.config.ConfigSpec;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.ServerSettings;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.OpenAiSettings;
import llmchat.server.observe.LogSettings;
import llmchat.server.outbound.OutboundSettings;

/** The settings of an inference service. */
public final class InferenceSettings {
  /** The settings, in the order of the documentation within each group. */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(
          OpenAiSettings.SPEC,
          ModelSettings.SPEC,
          DemoSettings.SPEC,
          InferenceListenerSettings.SPEC,
          ServerSettings.SPEC,
          OutboundSettings.SPEC,
          DrainSettings.SPEC,
          LogSettings.SPEC);

  private InferenceSettings() {}
}
