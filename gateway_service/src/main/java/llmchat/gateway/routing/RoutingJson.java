package llmchat.gateway.routing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import llmchat.server.config.Quoted;
import llmchat.server.config.Reading;
import llmchat.server.config.ValueType;
import llmchat.server.models.InferenceAddress;
import llmchat.server.models.Routing;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Parses {@code INFERENCE_ROUTING}: a JSON object from model name to host or URL. */
final class RoutingJson {
  static final ValueType<Routing> TYPE =
      new ValueType<>(
          "JSON such as {\"gpt-4o-mini\": \"http://inference:8000\"}", RoutingJson::parse);

  private RoutingJson() {}

  /** Parses the object; names a duplicate model, or the column of a syntax error. */
  static Reading<Routing> parse(String json) {
    JsonFactory strict =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = strict.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Reading.bad("is not a JSON object");
      }
      Reading<Routing> routing = entries(parser);
      return routing instanceof Reading.Good && parser.nextToken() != null
          ? Reading.bad("has text after its closing brace")
          : routing;
    } catch (JacksonException e) {
      return Reading.bad(problem(e));
    }
  }

  private static Reading<Routing> entries(JsonParser parser) {
    Map<String, URI> services = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String model = parser.currentName();
      if (model.isBlank()) {
        return Reading.bad("has an empty model name");
      }
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        return Reading.bad("has no string for the model " + Quoted.text(model));
      }
      switch (InferenceAddress.TYPE.read(parser.getString().strip())) {
        case Reading.Good<URI>(URI uri) -> services.put(model, uri);
        case Reading.Bad<URI>(String problem) -> {
          return Reading.bad(
              "has an address for the model " + Quoted.text(model) + " that " + problem);
        }
      }
    }
    return services.isEmpty() ? Reading.bad("lists no model") : Reading.good(new Routing(services));
  }

  private static String problem(JacksonException e) {
    if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
      return "lists a model twice";
    }
    return e.getLocation() == null
        ? "is not JSON"
        : "is not JSON (column " + e.getLocation().getColumnNr() + ")";
  }
}
