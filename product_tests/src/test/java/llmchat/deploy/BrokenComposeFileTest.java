package llmchat.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Breaks one thing after the other in a Compose file: the rules and the schema find each. */
class BrokenComposeFileTest {
  /** One change that breaks a rule; an operation of JSON Patch. */
  record Change(String rule, String operation, String path, String value) {
    static Change of(String row) {
      String[] cells = row.split("\\|", 4);
      return new Change(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
    }

    ComposeFile in(ComposeFile file) {
      JsonNode copy = file.json().deepCopy();
      JsonNode json = YamlDocuments.of(value.isEmpty() ? "~" : value).getFirst();
      JsonPatch.apply(operation, path, json, copy);
      return new ComposeFile(copy);
    }
  }

  private static ComposeFile good;

  @BeforeAll
  static void read() throws IOException {
    good = ComposeFile.of(resource("compose.yaml"));
    assertThat(good.schemaErrors()).isEmpty();
    assertThat(Rule.breaches(ComposeRules.ALL, good)).isEmpty();
  }

  static Stream<Change> changes() throws IOException {
    return resource("broken-compose.csv").lines().skip(1).map(Change::of).toList().stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void findsWhatIsWrong(Change change) {
    assertThat(Rule.breaches(ComposeRules.ALL, change.in(good)))
        .anyMatch(breach -> breach.endsWith(" breaks: " + change.rule()));
  }

  @Test
  void everyRuleIsSeenToBeBroken() throws IOException {
    assertThat(changes().map(Change::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ComposeRules.ALL.stream().map(Rule::sentence).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/services/postgres/helthcheck, ''",
    "/services/postgres/healthcheck/intervall, 5s",
    "/services/postgres/cap_drop, ALL",
    "/service, ''",
    "/services/postgres/depends_on/make-secrets/condition, healthy",
  })
  void theSchemaFindsSlipsOfTheKeyboard(String path, String value) {
    Change change = new Change("", "add", path, value.isEmpty() ? "{}" : value);
    assertThat(change.in(good).schemaErrors()).isNotEmpty();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = BrokenComposeFileTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
