package llmchat.llm.json;

import static llmchat.llm.json.JsonPath.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
  @Test
  void findsATextBehindObjectsAndArrays() {
    assertThat(
            content(
                "{\"id\":[{\"a\":1}],\"choices\":[{\"message\":{\"content\":\"Hi \\u00e4\"}}]}"))
        .contains("Hi ä");
  }

  @Test
  void findsAKeyThatIsEscaped() {
    assertThat(JsonPath.text(Buffer.buffer("{\"err\\u006fr\":\"x\"}"), "error")).contains("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"choices\":{}}",
        "{\"choices\":[]}",
        "{\"choices\":[null]}",
        "{\"choices\":[{\"message\":{\"content\":null}}]}",
        "{\"choices\":[{\"message\":{\"content\":[\"Hi\"]}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"Hi",
        "<html>"
      })
  void findsNothingWhereThereIsNoText(String document) {
    assertThat(content(document)).isEmpty();
  }

  /** A document of ten million small values once became a tree of a gigabyte. */
  @Test
  void buildsNothingOfADocumentOfManyValues() {
    String document = "{\"other\":[" + "0,".repeat(5_000_000) + "0],\"detail\":\"found\"}";

    assertThat(JsonPath.text(Buffer.buffer(document), "detail")).contains("found");
  }

  private static Optional<String> content(String document) {
    return JsonPath.text(Buffer.buffer(document), "choices", FIRST, "message", "content");
  }
}
