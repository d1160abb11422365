package llmchat.server.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Which inference service answers for which model.
 *
 * @param inference model name to the base address of its service ({@code http://host:8000}, no
 *     closing slash), in the order of the configuration; empty where calls stay in the process
 */
public record Routing(Map<String, URI> inference) {
  private static final int DEFAULT_PORT = 8000;

  /** The notation of {@code INFERENCE_ROUTING}. */
  static final ValueType<Routing> TYPE =
      new ValueType<>("JSON such as {\"gpt-4o-mini\": \"http://inference:8000\"}", Routing::parse);

  /** A host alone, host:port, or a full http or https URL. */
  static final ValueType<URI> ADDRESS =
      new ValueType<>("a host, host:port or http:// URL", Routing::address);

  /** No inference service elsewhere. */
  public static final Routing NONE = new Routing(Map.of());

  public Routing {
    inference = Collections.unmodifiableMap(new LinkedHashMap<>(inference));
  }

  /** Whether no model is routed to a service elsewhere. */
  public boolean isEmpty() {
    return inference.isEmpty();
  }

  /** Reads the JSON object of {@code INFERENCE_ROUTING}: model name to host or URL. */
  public static Reading<Routing> parse(String json) {
    JsonFactory strict =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = strict.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Reading.bad("is not a JSON object");
      }
      Reading<Routing> routing = entries(parser);
      return routing instanceof Reading.Good && parser.nextToken() != null
          ? Reading.bad("has something behind its closing brace")
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
        return Reading.bad("gives no text for the model " + Quoted.text(model));
      }
      switch (ADDRESS.read(parser.getString().strip())) {
        case Reading.Good<URI>(URI uri) -> services.put(model, uri);
        case Reading.Bad<URI>(String problem) -> {
          return Reading.bad(
              "gives the model " + Quoted.text(model) + " an address that " + problem);
        }
      }
    }
    return services.isEmpty() ? Reading.bad("names no model") : Reading.good(new Routing(services));
  }

  private static String problem(JacksonException e) {
    if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
      return "names a model twice";
    }
    return e.getLocation() == null
        ? "is not JSON"
        : "is not JSON (column " + e.getLocation().getColumnNr() + ")";
  }

  private static Reading<URI> address(String text) {
    if (text.isEmpty()) {
      return Reading.bad("is empty");
    }
    if (text.contains("://")) {
      return HttpUrls.TYPE.read(text);
    }
    int colon = text.lastIndexOf(':');
    boolean hasPort =
        colon > 0
            && text.substring(colon + 1).matches("\\d{1,5}")
            && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = hasPort ? text.substring(0, colon) : text;
    String port = hasPort ? text.substring(colon + 1) : Integer.toString(DEFAULT_PORT);
    return Hosts.TYPE
        .read(host)
        .then(name -> HttpUrls.TYPE.read("http://" + Hosts.inUrl(name) + ":" + port));
  }
}
