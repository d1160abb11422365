package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import llmchat.docs.Guide.Example;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides tell people to type does what they say, and their links lead somewhere. */
class GuidesTest {
  private static final String MARK = "=== next ===\n";

  @TempDir Path folder;

  @Test
  void everyCallOfTheApiGuideAnswersAsShown() throws Exception {
    List<Example> examples = Guide.of("docs/api.md").examples();
    assertThat(examples).hasSizeGreaterThan(10);
    assertShown(examples);
  }

  @Test
  void theCommandsOfTheReadmeSignUpAndChat() throws Exception {
    List<Example> examples = Guide.of("README.md").examples();
    assertThat(examples).hasSize(1);
    List<String> printed = run(examples);
    assertThat(printed.getFirst())
        .startsWith("data: {")
        .contains("chat.completion.chunk")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Guide guide : Guide.all()) {
      for (String link : guide.links()) {
        assertThat(guide.file().resolveSibling(link)).as(guide.file().toString()).exists();
      }
    }
  }

  private void assertShown(List<Example> examples) throws Exception {
    List<String> printed = run(examples);
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      if (example.output().isPresent()) {
        assertThat(printed.get(i).strip())
            .as(example.command())
            .matches(Pattern.compile(pattern(example.output().get().strip()), Pattern.DOTALL));
      }
    }
  }

  /** The text as a pattern in which an ellipsis stands for anything. */
  private static String pattern(String output) {
    return "\\Q" + output.replace("…", "\\E.*?\\Q") + "\\E";
  }

  /** Runs all commands in one shell against a program of their own; gives what each printed. */
  private List<String> run(List<Example> examples) throws Exception {
    assumeCurl();
    try (Product product =
        Setup.of(Form.ONE_PROCESS).withDemo().with("RATE_LIMIT", "60/minute").start()) {
      StringBuilder script = new StringBuilder("set -e\n");
      for (Example example : examples) {
        script.append(example.command()).append("\nprintf '").append(MARK.strip());
        script.append("\\n'\n");
      }
      String address = product.origin().replace("http://", "");
      Path file = folder.resolve("commands.sh");
      Files.writeString(file, script.toString().replace("localhost:8001", address));
      File output = folder.resolve("output").toFile();
      Process shell =
          new ProcessBuilder("sh", file.toString())
              .redirectError(folder.resolve("errors").toFile())
              .redirectOutput(output)
              .start();
      assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String printed = Files.readString(output.toPath());
      assertThat(shell.exitValue())
          .as(printed + Files.readString(folder.resolve("errors")))
          .isZero();
      return List.of(printed.split(Pattern.quote(MARK), -1));
    }
  }

  private static void assumeCurl() throws InterruptedException {
    boolean there;
    try {
      Process curl = new ProcessBuilder("sh", "-c", "command -v curl").start();
      there = curl.waitFor() == 0;
    } catch (IOException noShell) {
      there = false;
    }
    if (!there) {
      System.err.println("SKIPPED: no curl on the PATH, so the guides' commands are not tried");
    }
    assumeTrue(there, "no curl on the PATH");
  }
}
