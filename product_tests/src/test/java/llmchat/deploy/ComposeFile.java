package llmchat.deploy;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A Compose file as it is where nobody has set anything. */
record ComposeFile(JsonNode json) {
  /** Reads it without a {@code .env} file. */
  static ComposeFile of(String text) {
    return new ComposeFile(Interpolation.of(YamlDocuments.of(text).getFirst(), Map.of()));
  }

  Stream<ComposeService> services() {
    return json.path("services")
        .propertyStream()
        .map(entry -> new ComposeService(entry.getKey(), entry.getValue()));
  }

  Optional<ComposeService> service(String name) {
    return services().filter(service -> service.name().equals(name)).findFirst();
  }

  /** Where it breaks the schema of Compose files. */
  List<String> schemaErrors() {
    return Lazy.SCHEMA.validate(json).stream().map(Error::toString).toList();
  }

  /** Read once, and only by who needs it. */
  private static final class Lazy {
    static final Schema SCHEMA = read();

    private static Schema read() {
      try (InputStream in =
          ComposeFile.class.getResourceAsStream("compose-spec/compose-spec.json")) {
        ObjectNode schema = (ObjectNode) JsonMapper.shared().readTree(Objects.requireNonNull(in));
        schema.remove("$id"); // a file name; the validator wants a whole address
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
