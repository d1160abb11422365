package llmchat.deploy;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Holds objects against the types of the Kubernetes API as an API server with strict validation
 * does: an unknown field, a number where a text belongs or an unknown kind is a mistake.
 */
final class KubernetesTypes {
  private static final KubernetesDeserializer KINDS = new KubernetesDeserializer();
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(new ClosedTypes())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(LogicalType.Textual, KubernetesTypes::noGuessing)
          .withCoercionConfig(LogicalType.Integer, KubernetesTypes::noGuessing)
          .withCoercionConfig(LogicalType.Boolean, KubernetesTypes::noGuessing)
          .build();

  private KubernetesTypes() {}

  /** What is wrong with an object; nothing if an API server would take it. */
  static Optional<String> mistake(JsonNode object) {
    String version = object.path("apiVersion").asString("");
    String kind = object.path("kind").asString("");
    Class<? extends KubernetesResource> type = KINDS.getRegisteredKind(version, kind);
    if (type == null) {
      return Optional.of("the API has no kind \"" + kind + "\" in \"" + version + "\"");
    }
    try {
      STRICT.treeToValue(object, type);
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.of(kind + ": " + e.getMessage());
    }
  }

  private static void noGuessing(MutableCoercionConfig shapes) {
    shapes
        .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** The types' own habit is to keep fields that they do not know; the API server has none. */
  private static final class ClosedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
      return null;
    }
  }
}
