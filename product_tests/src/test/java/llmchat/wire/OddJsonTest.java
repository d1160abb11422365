package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JSON that is unusual passes unchanged; JSON that is none, or that two may read differently, not.
 */
class OddJsonTest extends WireTest {
  OddJsonTest(Product product) {
    super(product);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"unknown\":{\"deep\":[1,{\"x\":null}]}",
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"new\":1}]"
            + ",\"mood\":\"good\"}]",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"odd\":true},\"extra\":[]}]",
        "\"seed\":9007199254740993",
        "\"temperature\":1e400",
        "\"top_p\":0.1000000000000000055",
        "\"a\":[-0,1E+2,1e-7,-0.0,0e0]",
        "\"stream_options\":null",
        "\"tools\":null",
        "\"tools\":[]",
        "\"messages\":[{\"role\":\"assistant\",\"content\":null},{\"role\":\"assistant\"},"
            + "{\"content\":\"\"},{\"content\":[]}]",
        "\"metadata\":{\"a\":1,\"a\":2,\"model\":\"x\",\"stream\":true}",
        "\"__proto__\":{\"model\":\"x\"},\"constructor\":1",
        "\"\":1,\"\":2",
        "\"max_tokens\":null,\"n\":null,\"stream\":null,\"user\":null",
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"$ref\":\"#\"}}}"
      })
  void passesWhatItDoesNotKnow(String field) throws IOException {
    for (String body :
        new String[] {
          "{\"model\":\"gpt-4o-mini\"," + field + "}",
          "{" + field + ",\"model\":\"gpt-4o-mini\"}",
          " \r\n\t{ " + field + " ,\r\n  \"model\" :\t\"gpt-4o-mini\" }\r\n\r\n "
        }) {
      assertThat(passed(body).body()).isEqualTo(Bytes.utf8(body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"gpt-4o-mini\",\"model\":\"gpt-4o-mini\"}",
        "{\"model\":\"gpt-4o-mini\",\"mod\\u0065l\":\"other\"}",
        "{\"\\u006dodel\":\"gpt-4o-mini\",\"model\":\"other\"}",
        "{\"model\":\"gpt-4o-mini\",\"stream\":false,\"stream\":true}",
        "{\"model\":\"gpt-4o-mini\",\"stream\":false,\"\\u0073tream\":true}",
        "{\"model\":\"gpt-4o-mini\",\"max_tokens\":1,\"max_tokens\":100000}",
        "{\"model\":\"gpt-4o-mini\",\"stream_options\":{},\"stream_options\":null}"
      })
  void refusesAKeyThatDecidesSomethingAndStandsTwice(String body) throws IOException {
    error(chat(body), 400);
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void readsEscapedKeysAndValues() throws IOException {
    String body = "{\"\\u006d\\u006fdel\":\"gpt-4o-\\u006dini\",\"str\\u0065am\":false}";

    assertThat(passed(body).body()).isEqualTo(Bytes.utf8(body));
  }

  @Test
  void passesDeepNestingAndRefusesTheBottomless() throws IOException {
    String deep = nested(900);
    assertThat(passed(deep).body()).isEqualTo(Bytes.utf8(deep));

    error(chat(nested(100_000)), 400);
    error(chat("[".repeat(100_000)), 400);
    error(chat("{\"a\":".repeat(100_000)), 400);
    assertThat(upstream.requestCount()).isEqualTo(1);
  }

  @Test
  void passesLongKeysAndManyTools() throws IOException {
    String body =
        "{\"model\":\"gpt-4o-mini\",\""
            + "k".repeat(60_000)
            + "\":1,\"tools\":[{}"
            + ",{}".repeat(100_000)
            + "]}";

    assertThat(passed(body).body().equals(Bytes.utf8(body))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"gpt-4o-mini\"}x",
        "{\"model\":\"gpt-4o-mini\"} {}",
        "{\"model\":\"gpt-4o-mini\"}\u0000",
        "{\"model\":\"gpt-4o-mini\",}",
        "{\"model\":\"gpt-4o-mini\",\"a\":NaN}",
        "{\"model\":\"gpt-4o-mini\",\"a\":Infinity}",
        "{\"model\":\"gpt-4o-mini\",\"a\":-}",
        "{\"model\":\"gpt-4o-mini\",\"a\":01}",
        "{\"model\":\"gpt-4o-mini\",\"a\":1.}",
        "{\"model\":\"gpt-4o-mini\",\"a\":.5}",
        "{\"model\":\"gpt-4o-mini\",\"a\":+1}",
        "{\"model\":\"gpt-4o-mini\",\"a\":0x10}",
        "{\"model\":\"gpt-4o-mini\",\"a\":'x'}",
        "{\"model\":\"gpt-4o-mini\",\"a\":[1,]}",
        "{\"model\":\"gpt-4o-mini\" /* or */}",
        "// hello\n{\"model\":\"gpt-4o-mini\"}",
        "{model:\"gpt-4o-mini\"}",
        "{\"model\":\"gpt-4o-mini\",\"a\":\"\n\"}",
        "{\"model\":\"gpt-4o-mini\",\"a\":\"\\x\"}",
        "{\"model\":\"gpt-4o-mini\",\"a\":\"\\u12\"}",
        "{\"model\":\"gpt-4o-mini\",\"a\":tru}",
        "{\"model\":\"gpt-4o-mini\",\"a\"}",
        "{\"model\":\"gpt-4o-mini\",\"a\":{]}",
        "\u00a0{\"model\":\"gpt-4o-mini\"}"
      })
  void refusesWhatOnlyLenientParsersRead(String body) throws IOException {
    error(chat(body), 400);
    assertThat(upstream.requestCount()).isZero();
  }

  private static String nested(int levels) {
    return "{\"model\":\"gpt-4o-mini\",\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }
}
