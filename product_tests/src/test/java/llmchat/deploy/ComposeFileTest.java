package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The Compose file is one to the letter of its schema, and keeps every rule. */
class ComposeFileTest {
  static final List<Rule<ComposeFile>> RULES = ComposeRules.ALL;

  private static ComposeFile compose;

  @BeforeAll
  static void read() throws IOException {
    compose = ComposeFile.of(Files.readString(Repository.file("docker-compose.yaml")));
  }

  @Test
  void isWhatTheSchemaSays() {
    assertThat(compose.schemaErrors()).isEmpty();
    assertThat(compose.services()).hasSizeGreaterThan(3);
  }

  @Test
  void theFileForToolsOfTheHostOpensTheLoopbackAlone() throws IOException {
    ComposeFile more =
        ComposeFile.of(Files.readString(Repository.file("deploy/databases-on-loopback.yaml")));
    assertThat(more.schemaErrors()).isEmpty();
    assertThat(more.services())
        .allMatch(service -> compose.service(service.name()).isPresent())
        .flatMap(service -> service.words("ports"))
        .isNotEmpty()
        .allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void keepsTheRuleThat(Rule<ComposeFile> rule) {
    assertThat(rule.in(compose)).isEmpty();
  }
}
