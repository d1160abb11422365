package llmchat.gateway.routing;

import static llmchat.server.config.Group.GATEWAY;
import static llmchat.server.models.ModelSettings.MODEL_NAME;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Problems;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.Shorthand;
import llmchat.server.config.Values;
import llmchat.server.models.InferenceAddress;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.ModelsFile;
import llmchat.server.models.OpenAiSettings;
import llmchat.server.models.Routing;
import llmchat.server.models.TokenSettings;

/** The settings that route models to inference services. */
public final class RoutingSettings {
  public static final Setting<Routing> INFERENCE_ROUTING =
      Setting.of(
              "INFERENCE_ROUTING",
              RoutingJson.TYPE,
              GATEWAY,
              "JSON object: model name to host or URL of its inference service")
          .shownAs(routing -> routing.inference().toString())
          .whenUnset("within the process (standalone)");
  public static final Setting<URI> INFERENCE_SERVICE_HOST =
      Setting.of(
          "INFERENCE_SERVICE_HOST",
          InferenceAddress.TYPE,
          GATEWAY,
          "Host of one inference service for MODEL_NAME, where INFERENCE_ROUTING is not set");

  /**
   * With {@code INFERENCE_SERVICE_HOST} as a shorthand, and the {@link Routing} that results from
   * these and the file.
   */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(
              ConfigSpec.of(INFERENCE_ROUTING, INFERENCE_SERVICE_HOST),
              ModelSettings.SPEC,
              TokenSettings.SPEC)
          .withShorthand(
              new Shorthand<>(
                  INFERENCE_SERVICE_HOST, INFERENCE_ROUTING, RoutingSettings::allToOneHost))
          .withDerived(Routing.CONFIGURED, RoutingSettings::routing)
          .withCheck(RoutingSettings::check);

  private RoutingSettings() {}

  private static Routing allToOneHost(Values values) {
    URI address = values.get(INFERENCE_SERVICE_HOST);
    Map<String, URI> inference = new LinkedHashMap<>();
    values
        .find(MODEL_NAME)
        .orElse(List.of(OpenAiSettings.DEFAULT_MODEL))
        .forEach(model -> inference.put(model, address));
    return new Routing(inference);
  }

  private static Optional<Routing> routing(Settings settings, Problems problems) {
    if (problems.hasErrorFor(Set.of(INFERENCE_ROUTING.name()))) {
      return Optional.empty();
    }
    if (!settings.role().servesGateway()) {
      return Optional.of(Routing.NONE);
    }
    Map<String, URI> services =
        new LinkedHashMap<>(settings.find(INFERENCE_ROUTING).orElse(Routing.NONE).inference());
    for (ModelsFile.Model model : settings.get(ModelsFile.PART).models()) {
      // A gateway on its own ignores targets, which are for the inference services.
      boolean speaksHere = model.inference().isPresent() || settings.role().servesInference();
      if (speaksHere && services.containsKey(model.name())) {
        problems.error(
            "models." + model.name(),
            model.source(),
            INFERENCE_ROUTING.name()
                + " ("
                + settings.sourceOf(INFERENCE_ROUTING)
                + ") routes this model too",
            "keep one of the two");
      }
      model.inference().ifPresent(uri -> services.put(model.name(), uri));
    }
    return Optional.of(new Routing(services));
  }

  private static void check(Settings settings, Problems problems) {
    if (settings.role() == ServiceRole.GATEWAY
        && Routing.of(settings).isEmpty()
        && !problems.hasErrorFor(Set.of(INFERENCE_ROUTING.name()))) {
      problems.error(
          INFERENCE_ROUTING.name(),
          "",
          "is not set, and a gateway alone needs an inference service",
          "write " + INFERENCE_ROUTING.type().form() + ", or run both services in one process");
    }
  }
}
