package llmchat.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of its own, with a kettle: the configuration needs no feature of the product. */
class ConfigSpecTest {
  private static final Setting<Integer> CUPS =
      Setting.count("CUPS", Group.LIMITS, "Cups to boil").withDefault("2").shownAlways();
  private static final Setting<String> TEA =
      Setting.text("TEA", Group.GATEWAY, "Tea to brew").shownAlways();
  private static final Setting<String> LEAF = Setting.text("LEAF", Group.GATEWAY, "Leaf of a tea");

  private static final FilePart<List<String>> GUESTS =
      new FilePart<>(
          List.of("guests"),
          (file, references) -> file.section("guests").map(Section::names).orElse(List.of()),
          List.of());
  private static final Derived<Integer> EMPTY_CUPS = new Derived<>("empty cups", 0);
  private static final Derived<Boolean> ENOUGH = new Derived<>("enough", false);

  private static final ConfigSpec KETTLE =
      ConfigSpec.of(CUPS)
          .withDerived(ENOUGH, (settings, problems) -> settings.get(EMPTY_CUPS) >= 0)
          .withCheck((settings, problems) -> {
            if (!settings.get(ENOUGH)) {
              problems.error("CUPS", settings.sourceOf(CUPS), "are too few", "boil more");
            }
          });
  private static final ConfigSpec POT =
      ConfigSpec.of(TEA, LEAF)
          .withShorthand(new Shorthand<>(LEAF, TEA, values -> values.get(LEAF) + " tea"))
          .withFilePart(GUESTS)
          .withDerived(
              EMPTY_CUPS, (settings, problems) -> settings.get(CUPS) - settings.get(GUESTS).size())
          .withRow(TEA, settings -> new SourcedText("any", "cupboard"));
  private static final ConfigSpec SPEC = ConfigSpec.union(KETTLE, POT, KETTLE);

  @TempDir Path folder;

  @Test
  void listsWhatSeveralHaveOnceInTheOrderOfTheGroups() {
    assertThat(SPEC.settings()).containsExactly(TEA, LEAF, CUPS, Settings.CONFIG_FILE);
    assertThat(SPEC.checks()).hasSize(1);
    assertThat(SPEC.fileNames()).containsExactly("settings", "guests");
    assertThat(ConfigSpec.union(SPEC, POT).settings()).isEqualTo(SPEC.settings());
  }

  @Test
  void expandsAShorthandUnlessTheFullSettingIsThere() {
    assertThat(Settings.of(SPEC, Map.of("LEAF", "mint")).find(TEA))
        .isEqualTo(Optional.of("mint tea"));
    Settings both = Settings.of(SPEC, Map.of("LEAF", "mint", "TEA", "green"));
    assertThat(both.get(TEA)).isEqualTo("green");
    assertThat(both.warnings())
        .containsExactly("LEAF (given) is ignored, because TEA (given) is set");
  }

  @Test
  void derivesValuesInTheOrderInWhichTheyNeedEachOther() throws Exception {
    Settings settings = load("guests: { ann: {}, bob: {} }\n");

    assertThat(settings.get(GUESTS)).containsExactly("ann", "bob");
    assertThat(settings.get(EMPTY_CUPS)).isZero();
    assertThat(settings.get(ENOUGH)).isTrue();
    assertThat(settings.get(new Derived<>("unknown", 7))).isEqualTo(7);
  }

  @Test
  void checksOnlyForARole() throws Exception {
    Settings settings = load("guests: { ann: {}, bob: {}, cid: {} }\n");

    assertThatThrownBy(() -> settings.checkFor(ServiceRole.GATEWAY))
        .isInstanceOf(ConfigException.class)
        .hasMessage("CUPS (default): are too few; boil more");
  }

  @Test
  void showsTheRowThatWasDeclaredForWhatIsNotSet() {
    assertThat(rows(Map.of()))
        .containsExactly("SETTING VALUE FROM", "TEA any cupboard", "CUPS 2 default");
    assertThat(rows(Map.of("TEA", "green"))).contains("TEA green given");
  }

  private static List<String> rows(Map<String, String> texts) {
    return Settings.of(SPEC, texts)
        .table()
        .lines()
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  private Settings load(String file) throws Exception {
    Files.writeString(folder.resolve("llm-chat.yaml"), file);
    return Settings.load(SPEC, new Sources(Map.of(), Map.of(), folder));
  }
}
