package llmchat.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnvFileTest {
  private final Problems problems = new Problems();

  private Map<String, String> read(String text) {
    return EnvFile.parse(text, ".env", problems).entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text()));
  }

  private String errors() {
    return catchThrowableOfType(ConfigException.class, problems::throwIfAny).render();
  }

  @Test
  void readsNamesAndValues() {
    assertThat(read("A=1\n  B = two words  \nexport C=3\nD=\n"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "two words", "C", "3", "D", ""));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void skipsCommentsAndBlankLines() {
    assertThat(read("# A=0\n\n   \nA=1 # one\nB=a#b\nC=#all\nD=\"x#y\" # quoted"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "a#b", "C", "", "D", "x#y"));
  }

  @Test
  void takesOffQuotes() {
    assertThat(read("A=\"a \\\"b\\\" \\n\\\\ \\$ \\q\"\nB='a \\n \"b\" $C'\nC=it's\nD=\"\"\nE=''"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "A", "a \"b\" \n\\ $ \\q", "B", "a \\n \"b\" $C", "C", "it's", "D", "", "E", ""));
  }

  @Test
  void replacesNothingWithinValues() {
    assertThat(read("A=1\nB=${A}$A\nC=\"${A}\""))
        .containsEntry("B", "${A}$A")
        .containsEntry("C", "${A}");
  }

  @Test
  void readsLineEndsOfAllSystems() {
    assertThat(read("A=1\r\nB=2\rC=3\n"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "1", "B", "2", "C", "3"));
  }

  @Test
  void keepsJson() {
    assertThat(read("A={\"gpt-4o-mini\": \"gpt-4-mini\"}\nB='{\"a\":\"b\"}'"))
        .containsEntry("A", "{\"gpt-4o-mini\": \"gpt-4-mini\"}")
        .containsEntry("B", "{\"a\":\"b\"}");
  }

  @Test
  void namesTheLineThatItCannotReadWithoutRepeatingIt() {
    read("A=1\nsk-very-secret\n=x\nB='open\nC=\"a\" b\nA=2");

    assertThat(errors().lines())
        .containsExactly(
            ".env (.env:2): this line is not NAME=value; correct it or put # before it",
            ".env (.env:3): this line is not NAME=value; correct it or put # before it",
            "B (.env:4): has a quote that does not close at the end of the value; close the quote,"
                + " and put nothing after it",
            "C (.env:5): has a quote that does not close at the end of the value; close the quote,"
                + " and put nothing after it",
            "A (.env:6): is set a second time, first in .env:1; keep one");
  }
}
