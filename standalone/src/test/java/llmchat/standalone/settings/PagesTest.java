package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.ValueTypes;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.models.ConfiguredProvider;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.ModelsFileReader;
import llmchat.server.models.Routing;
import llmchat.standalone.ProgramSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The pages that repeat what the code says. When one of them is behind, the test prints the right
 * text; {@code mvn test -pl standalone -am -Dtest=PagesTest -Dpages.write=true} writes it.
 */
class PagesTest {
  private static final Path ROOT = root();
  private static final Path GUIDE = ROOT.resolve("docs/configuration.md");
  private static final Path EXAMPLE = ROOT.resolve(".env.example");
  private static final Path SCHEMA =
      ROOT.resolve("standalone/src/main/resources/llm-chat.schema.json");

  @TempDir Path directory;

  @Test
  void theGuideListsEverySetting() throws IOException {
    isUpToDate(GUIDE, Pages.guide(Files.readString(GUIDE)));
  }

  @Test
  void theExampleListsEverySetting() throws IOException {
    isUpToDate(EXAMPLE, Pages.example());
  }

  @Test
  void theSchemaListsEverySetting() throws IOException {
    isUpToDate(SCHEMA, Pages.schema(Files.readString(SCHEMA)));
  }

  @Test
  void theSchemaKnowsTheNamesOfTheFile() throws IOException {
    JsonNode schema = Pages.JSON.readTree(Files.readString(SCHEMA));

    assertThat(names(schema)).isEqualTo(ProgramSettings.SPEC.fileNames());
    assertThat(names(schema.at("/$defs/provider"))).isEqualTo(ModelsFileReader.PROVIDER_NAMES);
    assertThat(names(schema.at("/$defs/model"))).isEqualTo(ModelsFileReader.MODEL_NAMES);
    assertThat(names(schema.at("/$defs/target"))).isEqualTo(ModelsFileReader.TARGET_NAMES);
    assertThat(
            schema.at("/$defs/provider/properties/kind/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(
            Stream.of(ConfiguredProvider.Kind.values()).map(ValueTypes::shown).toList());
    assertThat(schema.at("/$defs/model/properties/context_tokens/default").asInt())
        .isEqualTo(ConfiguredModel.DEFAULT_CONTEXT_TOKENS);
  }

  @Test
  void theSchemaIsOnTheClassPath() {
    assertThat(Settings.class.getResource("/llm-chat.schema.json")).isNotNull();
  }

  @Test
  void theExampleOfTheGuideIsAGoodFile() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\\n(settings:.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(yaml.find()).isTrue();
    Settings settings =
        new Workplace(directory).yaml(yaml.group(1)).environment("GROQ_API_KEY", "gsk-1").load();

    assertThat(settings.warnings()).isEmpty();
    assertThat(ConfiguredModels.of(settings).models().stream().map(ConfiguredModel::name))
        .containsExactly("fast", "big");
    assertThat(Routing.of(settings).inference()).containsOnlyKeys("big");
  }

  @Test
  void theExampleSetsTheDefaultsWhenItsLinesAreTakenIn() {
    String taken =
        Pages.example()
            .lines()
            .filter(line -> line.matches("# [A-Z_]+=.*"))
            .map(line -> line.substring(2))
            .collect(Collectors.joining("\n"));
    Settings settings =
        new Workplace(directory).envFile(taken).environment("MODEL_NAME", "demo").load();

    assertThat(settings.get(ModelSettings.SYSTEM_PROMPT)).isEqualTo("You are a helpful assistant.");
    for (Setting<?> setting : ProgramSettings.SPEC.settings()) {
      if (setting.defaultFor(ServiceRole.STANDALONE).isPresent()) {
        assertThat(settings.find(setting))
            .as(setting.name())
            .isEqualTo(setting.defaultFor(ServiceRole.STANDALONE));
      }
    }
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.get("properties").propertyNames());
  }

  private static void isUpToDate(Path page, String expected) throws IOException {
    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(page, expected);
    }
    String committed = Files.exists(page) ? Files.readString(page) : "";
    assertThat(committed.equals(expected))
        .withFailMessage(
            () -> page.getFileName() + " is behind the code; its text should be:\n\n" + expected)
        .isTrue();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("llm-chat"))) {
      folder = folder.getParent();
    }
    return Objects.requireNonNull(folder, "the root of the repository");
  }
}
