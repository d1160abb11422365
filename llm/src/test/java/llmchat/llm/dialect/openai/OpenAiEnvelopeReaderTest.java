package llmchat.llm.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiEnvelopeReaderTest {
  private final OpenAiEnvelopeReader reader = new OpenAiEnvelopeReader();

  @Test
  void readsWhatDecides() throws BadEnvelopeException {
    OpenAiEnvelope envelope =
        reader.read(
            Buffer.buffer(
                "{\"messages\":[{\"model\":\"not this\"}],\"model\":\"gpt\\u002d4o\",\"stream\":true,"
                    + "\"max_tokens\":10,\"max_completion_tokens\":20,\"n\":2,\"user\":\"u\"}"));

    assertThat(envelope.model()).isEqualTo("gpt-4o");
    assertThat(envelope.stream()).isTrue();
    assertThat(envelope.maxTokens()).hasValue(20);
    assertThat(envelope.choices()).isEqualTo(2);
    assertThat(envelope.user()).contains("u");
    assertThat(envelope.asksForUsage()).isFalse();
  }

  @Test
  void takesNullForAbsent() throws BadEnvelopeException {
    OpenAiEnvelope envelope =
        reader.read(
            Buffer.buffer(
                "{\"model\":\"m\",\"stream\":null,\"stream_options\":null,\"max_tokens\":null,"
                    + "\"n\":null,\"user\":null}"));

    assertThat(envelope.stream()).isFalse();
    assertThat(envelope.maxTokens()).isEmpty();
    assertThat(envelope.choices()).isEqualTo(1);
    assertThat(envelope.user()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"a\",\"model\":\"b\"} | model",
        "{\"model\":\"a\",\"mod\\u0065l\":\"b\"} | model",
        "{\"model\":\"a\",\"stream\":true,\"stre\\u0061m\":false} | stream",
        "{\"model\":\"a\",\"MODEL\":\"b\"} | model",
        "{\"model\":\"a\",\"Mod\\u0065l\":\"b\"} | model",
        "{\"Model\":\"a\"} | model",
        "{\"model\":\"a\",\"\u017ftream\":true} | stream",
        "{\"model\":\"a\",\"max_to\u212aens\":1} | max_tokens",
        "{\"model\":\"a\",\"stream_options\":{\"Include_Usage\":true}} | include_usage",
        "{\"stream\":true} | model",
        "{\"model\":7} | model",
        "{\"model\":\"\"} | model",
        "{\"model\":\"a\",\"stream\":\"true\"} | stream",
        "{\"model\":\"a\",\"stream_options\":[]} | stream_options",
        "{\"model\":\"a\",\"n\":1000000} | n",
        "{\"model\":\"a\",\"n\":0} | n",
        "{\"model\":\"a\",\"n\":1.5} | n",
        "{\"model\":\"a\",\"max_tokens\":\"12\"} | max_tokens",
        "{\"model\":\"a\",\"max_completion_tokens\":-1} | max_completion_tokens",
        "{\"model\":\"a\",\"max_tokens\":99999999999999999999999} | max_tokens",
        // 19 digits that are no long once were a fault of ours, with status 500
        "{\"model\":\"a\",\"max_tokens\":9999999999999999999} | max_tokens"
      })
  void namesTheFieldThatIsWrong(String body, String param) {
    assertThatThrownBy(() -> reader.read(Buffer.buffer(body)))
        .isInstanceOfSatisfying(
            BadEnvelopeException.class, e -> assertThat(e.failure().param()).contains(param));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | object",
        "\"x\" | object",
        "null | object",
        "{ | JSON",
        "{}x | JSON",
        "7 | object"
      })
  void refusesWhatIsNoObject(String body, String word) {
    assertThatThrownBy(() -> reader.read(Buffer.buffer(body))).hasMessageContaining(word);
  }

  @Test
  void refusesAnEmptyBodyAndAByteOrderMark() {
    assertThatThrownBy(() -> reader.read(Buffer.buffer())).hasMessageContaining("empty");
    assertThatThrownBy(() -> reader.read(Buffer.buffer("\ufeff{}")))
        .hasMessageContaining("byte order mark");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // nothing to do
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}"
            + "|{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}",
        // absent: inserted in front
        "{ \"model\":\"m\",\"x\":0.70}"
            + "|{\"stream_options\":{\"include_usage\":true}, \"model\":\"m\",\"x\":0.70}",
        // null: replaced
        "{\"stream_options\": null ,\"model\":\"m\"}"
            + "|{\"stream_options\": {\"include_usage\":true} ,\"model\":\"m\"}",
        // an object without it, empty or not
        "{\"model\":\"m\",\"stream_options\":{}}"
            + "|{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}",
        "{\"model\":\"m\",\"stream_options\":{\"include_obfuscation\":false}}"
            + "|{\"model\":\"m\",\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}}",
        // off: switched on
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":false}}"
            + "|{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}"
      })
  void splicesTheWishForUsageAndNothingElse(String body, String expected)
      throws BadEnvelopeException {
    Buffer bytes = Buffer.buffer(body);
    assertThat(reader.read(bytes).spliced(bytes, "m", true)).hasToString(expected);
  }

  @Test
  void splicesModelAndUsageInWhateverOrderTheyStand() throws BadEnvelopeException {
    for (String body :
        new String[] {
          "{\"model\":\"m\",\"stream_options\":null,\"k\":1e400}",
          "{\"stream_options\":null,\"k\":1e400,\"model\":\"m\"}"
        }) {
      Buffer bytes = Buffer.buffer(body);
      String expected =
          body.replace("\"m\"", "\"other/\\\"model\\\"\"")
              .replace("null", "{\"include_usage\":true}");
      assertThat(reader.read(bytes).spliced(bytes, "other/\"model\"", true)).hasToString(expected);
      assertThat(bytes).hasToString(body);
    }
  }

  @Test
  void keepsTheSameBufferWhereNothingChanges() throws BadEnvelopeException {
    Buffer bytes = Buffer.buffer("{\"model\":\"m\"}");
    assertThat(reader.read(bytes).spliced(bytes, "m", false)).isSameAs(bytes);
  }

  @Test
  void quotesAnyText() {
    assertThat(JsonText.quoted("a\"\\\n\r\t\u0001\ud83d é 😀"))
        .isEqualTo("\"a\\\"\\\\\\n\\r\\t\\u0001\\ud83d é 😀\"");
  }
}
