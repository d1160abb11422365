package llmchat.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** No library that ships has a published hole, or stays behind its newest version for long. */
class LibrariesTest {
  private static final String LIST = "libraries.csv";
  private static final int MOST_DAYS_BEHIND = 60;

  /** The properties of the libraries that ship are those before the ones of the tests. */
  private static final Pattern SHIPPED =
      Pattern.compile("(?s)<!-- Libraries of the product -->(.*)<!-- Libraries of the tests -->");

  private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</");

  private final Map<String, String> pinned = pinned();

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = LIST, useHeadersInDisplayName = true)
  void isSafeAndNew(
      String property, String firstSafe, String advisories, String newest, LocalDate seen) {
    Version version = Version.parse(Objects.requireNonNull(pinned.get(property), property));

    if (firstSafe != null) {
      assertThat(version)
          .as("published holes: %s", advisories)
          .isGreaterThanOrEqualTo(Version.parse(firstSafe));
    }
    if (version.compareTo(Version.parse(newest)) < 0) {
      assertThat(LocalDate.now(ZoneOffset.UTC)).isBefore(seen.plusDays(MOST_DAYS_BEHIND));
    }
  }

  @Test
  void everyLibraryThatShipsIsListed() throws IOException {
    try (InputStream list = Objects.requireNonNull(LibrariesTest.class.getResourceAsStream(LIST))) {
      TreeSet<String> listed = new TreeSet<>();
      new String(list.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .forEach(line -> listed.add(line.substring(0, line.indexOf(','))));

      assertThat(listed).isEqualTo(pinned.keySet());
    }
  }

  private static Map<String, String> pinned() {
    try {
      var shipped = SHIPPED.matcher(Files.readString(root().resolve("pom.xml")));
      assertThat(shipped.find()).isTrue();
      Map<String, String> versions = new TreeMap<>();
      PROPERTY
          .matcher(shipped.group(1))
          .results()
          .forEach(property -> versions.put(property.group(1), property.group(2)));
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("llm-chat"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not within the repository");
    }
    return folder;
  }
}
