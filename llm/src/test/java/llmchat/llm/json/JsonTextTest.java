package llmchat.llm.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void separatesMembersAndElements() {
    JsonText json =
        new JsonText()
            .beginObject()
            .text("model", "m")
            .beginArray("choices")
            .beginObject()
            .number("index", 0)
            .beginObject("delta")
            .endObject()
            .none("logprobs")
            .endObject()
            .beginObject()
            .flag("last", true)
            .endObject()
            .endArray()
            .beginArray("loc")
            .text("body")
            .text("name")
            .endArray()
            .beginArray("vector")
            .number(0.5f)
            .number(-1f)
            .endArray()
            .text("code", Optional.of("c"))
            .text("param", Optional.empty())
            .endObject();

    assertThat(json)
        .hasToString(
            "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null},"
                + "{\"last\":true}],\"loc\":[\"body\",\"name\"],\"vector\":[0.5,-1.0],"
                + "\"code\":\"c\",\"param\":null}");
  }

  @Test
  void takesABracketInATextForText() {
    JsonText json = new JsonText().beginObject().text("a", "{[").text("b", "").endObject();

    assertThat(json).hasToString("{\"a\":\"{[\",\"b\":\"\"}");
  }

  @Test
  void keepsHalfAPairOfSurrogatesWhoseOtherHalfComesInTheNextPiece() {
    assertThat(JsonText.of("text", "\ud83d").toBuffer().toString())
        .isEqualTo("{\"text\":\"\\ud83d\"}");
  }
}
