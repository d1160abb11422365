package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of every kind arrives as the same bytes; what is no text is refused. */
class TextBytesTest extends WireTest {
  TextBytesTest(Product product) {
    super(product);
  }

  static Stream<String> texts() {
    return Stream.of(
        "\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "e\u0301 a\u030a n\u0303",
        "\u202e\u05d0\u05d1\u05d2 \u0627\u0644",
        "\\u0000 \\u001f",
        "\u2028\u2029\u0085\ufeff\ufffd",
        "\uFFFF\uDBFF\uDFFF",
        "\\ud83d",
        "\\ude00\\ud83d",
        "\\ud83d\\ude00",
        "\\/ \\b \\f \\n \\r \\t \\\\ \\\" \\u002F \\u00E9 \\u00e9",
        "\u007f");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void passesTextAsTheSameBytes(String text) throws IOException {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(text);

    assertThat(passed(body).body()).isEqualTo(Bytes.utf8(body));
  }

  static Stream<byte[]> noUtf8() {
    return Stream.of(
        bytes(0xff),
        bytes(0xc3),
        bytes(0xc3, 0x28),
        bytes(0xc0, 0xaf),
        bytes(0xe0, 0x80, 0xaf),
        bytes(0xed, 0xa0, 0x80),
        bytes(0xf4, 0x90, 0x80, 0x80),
        bytes(0xf8, 0x88, 0x80, 0x80, 0x80),
        bytes(0x80));
  }

  @ParameterizedTest
  @MethodSource("noUtf8")
  void refusesBytesThatAreNotUtf8(byte[] bytes) throws IOException {
    Bytes body =
        Bytes.join(
            List.of(
                Bytes.utf8("{\"model\":\"gpt-4o-mini\",\"user\":\""),
                Bytes.of(bytes),
                Bytes.utf8("\"}")));

    error(post(CHAT, body), 400);
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void refusesAByteOrderMark() throws IOException {
    error(chat("\ufeff" + QUESTION), 400);
  }

  @Test
  void refusesUtf16() throws IOException {
    RawResponse declared =
        post(
            CHAT,
            Bytes.of(QUESTION.getBytes(StandardCharsets.UTF_16)),
            "Content-Type",
            "application/json; charset=utf-16");
    RawResponse silent = post(CHAT, Bytes.of(QUESTION.getBytes(StandardCharsets.UTF_16LE)));

    error(declared, 415);
    error(silent, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mod\u00e8le", "\u6a21\u578b", "a\\r\\nx-evil: 1", "\\u0000", "\\ud83d"})
  void answersAModelOfAnyCharactersWith404(String model) throws IOException {
    RawResponse answer = chat("{\"model\":\"" + model + "\"}");

    error(answer, 404);
    assertThat(answer.headers().has("x-evil")).isFalse();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
