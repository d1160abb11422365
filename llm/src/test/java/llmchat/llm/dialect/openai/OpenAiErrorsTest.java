package llmchat.llm.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import llmchat.llm.LlmReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorsTest {
  @Test
  void leavesAnErrorInOpenAisShapeAsItIs() {
    String error = "{\"error\":{\"message\":\"No.\",\"own\":1}}";

    assertThat(refused(error)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'No.'}",
        "{'message':'No.'}",
        "{'detail':'No.'}",
        "{'detail':[{'msg':'No.'}]}",
        "[{'error':{'message':'No.'}}]"
      })
  void takesTheWordsOutOfOtherShapes(String error) {
    assertThat(refused(error.replace('\'', '"')))
        .startsWith("{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\"");
  }

  /** An error of ten million values once became a tree that filled the heap. */
  @Test
  void doesNotLookForWordsInAnErrorOfManyMegabytes() {
    String error = "{\"values\":[" + "0,".repeat(1_000_000) + "0],\"error\":\"No.\"}";

    assertThat(refused(error)).contains("The provider answered with status 400.");
  }

  private static String refused(String body) {
    LlmReply reply = OpenAiErrors.refused(400, Map.of(), Buffer.buffer(body));
    return ((LlmReply.Refused) reply).body().toString();
  }
}
