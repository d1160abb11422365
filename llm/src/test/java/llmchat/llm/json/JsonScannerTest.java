package llmchat.llm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The scanner against the plain version: Jackson in its strict form. */
class JsonScannerTest {
  private static final JsonFactory STRICT =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonScanner.MAX_DEPTH - 1)
                  .maxNumberLength(1_000_000)
                  .build())
          .build();
  private static final JsonMapper JACKSON =
      JsonMapper.builder(STRICT).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final List<String> SEEDS =
      List.of(
          "{\"model\":\"m\",\"n\":1.5e+3,\"a\":[1,-0,0.1,true,false,null],\"s\":\"\\u00e9\\n\"}",
          "{\"deep\":{\"deeper\":[[[{}],[]],{\"x\":[{\"y\":\"\\\"\"}]}]}}",
          "[\"é\",\"\uD83D\uDE00\",\"\\ud83d\",\"\u2028\",\"\\\\\"]",
          " { } ",
          "[1E400,-1e-7,9007199254740993,123456789012345678901234567890]",
          "\"plain\"");

  @Test
  void acceptsAndRefusesWhatJacksonAcceptsAndRefuses() {
    Random random = new Random(20261124);
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] text = mutated(random, SEEDS.get(random.nextInt(SEEDS.size())));
      boolean expected = jacksonAccepts(text);
      assertThat(scannerAccepts(text))
          .as(new String(text, StandardCharsets.ISO_8859_1))
          .isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    // Both verdicts must really have been compared.
    assertThat(accepted).isBetween(5_000, 55_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{'a':1}",
        "{\"a\":1,}",
        "[1,]",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1 /*c*/}",
        "{}x",
        "{} {}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\"}",
        "{",
        "",
        " ",
        "tru",
        "\"\\x\"",
        "\"\\u12g4\"",
        "{\"a\":\"\t\"}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(scannerAccepts(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @Test
  void refusesInvalidUtf8() {
    byte[][] bad = {
      {'"', (byte) 0xc0, (byte) 0x80, '"'},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
      {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
      {'"', (byte) 0xe2, (byte) 0x28, (byte) 0xa1, '"'},
      {'"', (byte) 0xff, '"'},
      {'"', (byte) 0xc3}
    };
    for (byte[] text : bad) {
      assertThat(scannerAccepts(text)).isFalse();
    }
  }

  @Test
  void passesNineHundredLevelsAndRefusesAHundredThousand() {
    assertThat(scannerAccepts(nested(900))).isTrue();
    assertThatThrownBy(() -> scan(nested(100_000)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void saysWhereTheProblemIs() {
    assertThatThrownBy(() -> scan("{\"a\":tru}".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("expected a value at byte 5");
  }

  private static byte[] mutated(Random random, String seed) {
    byte[] text = seed.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length);
      switch (random.nextInt(3)) {
        case 0 -> text[at] = (byte) "{}[]\",:0-.eE\\utn1 \u007f".charAt(random.nextInt(18));
        case 1 -> text[at] = (byte) random.nextInt(256);
        default -> {
          byte[] cut = new byte[Math.max(1, text.length - 1)];
          System.arraycopy(text, 0, cut, 0, Math.min(at, cut.length));
          System.arraycopy(
              text,
              Math.min(at + 1, text.length),
              cut,
              Math.min(at, cut.length),
              Math.max(0, Math.min(cut.length - at, text.length - at - 1)));
          text = cut;
        }
      }
    }
    return text;
  }

  private static boolean jacksonAccepts(byte[] text) {
    try {
      // A string first: Jackson would take a leading UTF-16 or UTF-32 pattern for an encoding.
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(text)).toString();
      return !JACKSON.readTree(decoded).isMissingNode();
    } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
      return false;
    }
  }

  private static boolean scannerAccepts(byte[] text) {
    try {
      scan(text);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private static void scan(byte[] text) throws MalformedJsonException {
    JsonScanner scanner = new JsonScanner().reset(text, 0, text.length);
    scanner.skipValue();
    scanner.expectEnd();
  }

  private static byte[] nested(int levels) {
    return ("[".repeat(levels) + "]".repeat(levels)).getBytes(StandardCharsets.UTF_8);
  }
}
