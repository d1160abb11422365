package llmchat.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.architecture.SourceShape.Method;
import llmchat.architecture.SourceShape.Parts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Files, methods and constructors stay small: what is past these bounds holds two things. The lists
 * name what is larger all the same, and why; who makes one small takes it off.
 */
class SizesTest {
  private static final int LINES_OF_A_FILE = 300;
  private static final int LINES_OF_A_METHOD = 40;
  private static final int PARTS = 8;

  private static final List<String> MODULES =
      List.of("llm", "server", "inference_service", "gateway_service", "standalone", "web");

  private static final Map<String, String> LARGE_FILES =
      Map.of(
          "server/http/Exchange.java",
          "the life of a call and what may be asked of it; framing and hooks are to leave",
          "server/http/EventLoopServer.java",
          "the listener and the limits of a head; the limits are to leave",
          "product/ChatApiTest.java",
          "branches, answers, search and export in one; a class for each would do",
          "product/OwnAccountTest.java",
          "account, keys and sessions in one; a class for each would do",
          "product/BadInputTest.java",
          "one list of what must be refused, mostly the bodies themselves",
          "standalone/settings/SettingsTest.java",
          "sources, layers and messages in one; a class for each would do",
          "standalone/settings/ModelsTest.java",
          "mostly the configuration files that it reads",
          "testkit/ScriptedUpstreamTest.java",
          "one test for each thing that a script can say",
          "tls/Http2Test.java",
          "broken rules, slow clients and ends in one; a class for each would do");

  private static final Map<String, String> LONG_METHODS =
      Map.of("Problem.of", "one switch over every failure, which must be read as one table");

  private static final Map<String, String> MANY_PARTS =
      Map.of(
          "Message", "the columns of its table",
          "RequestLine", "the fields of a line in the log");

  private static SourceShape product;

  @BeforeAll
  static void read() throws IOException {
    product = new SourceShape(main());
  }

  @Test
  void noFileIsLongerThanThreeHundredLines() throws IOException {
    Set<String> large = new TreeSet<>();
    for (Path file : SourceShape.files(mainAndTests())) {
      if (lines(file) > LINES_OF_A_FILE) {
        large.add(belowLlmchat(file));
      }
    }
    assertThat(large).containsExactlyInAnyOrderElementsOf(LARGE_FILES.keySet());
  }

  @Test
  void noMethodIsLongerThanFortyLines() {
    assertThat(product.methods()).hasSizeGreaterThan(2_000);
    assertThat(product.methods())
        .filteredOn(method -> method.lines() > LINES_OF_A_METHOD)
        .extracting(Method::name)
        .containsExactlyInAnyOrderElementsOf(LONG_METHODS.keySet());
  }

  @Test
  void nothingIsMadeOfMoreThanEightParts() {
    Set<String> many =
        product.parts().stream()
            .filter(made -> made.count() > PARTS)
            .map(Parts::type)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(many).containsExactlyInAnyOrderElementsOf(MANY_PARTS.keySet());
  }

  private static String belowLlmchat(Path file) {
    return file.toString().replaceFirst(".*/java/llmchat/", "");
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static List<String> main() {
    return MODULES.stream().map(module -> module + "/src/main/java").toList();
  }

  private static List<String> mainAndTests() {
    Stream<String> tests = MODULES.stream().map(module -> module + "/src/test/java");
    return Stream.of(main().stream(), tests, Stream.of("testkit/src", "product_tests/src"))
        .flatMap(each -> each)
        .filter(folder -> Files.exists(Path.of("..", folder)))
        .toList();
  }
}
