package llmchat.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** The compiler's arguments in the parent pom do refuse what they are there to refuse. */
class CompilerChecksTest {
  private static final String CARELESS =
      """
      package example;

      import org.jspecify.annotations.NullMarked;
      import org.jspecify.annotations.Nullable;

      @NullMarked
      final class Careless {
        private Careless() {}

        static int length(@Nullable String text) {
          return text.length();
        }

        static void idle(String text) {
          text.strip();
        }
      }
      """;

  @TempDir Path folder;

  private record Compiled(int exit, String output) {}

  @Test
  void aPossibleNullAndAResultThatIsIgnoredAreErrors() throws Exception {
    Compiled careless = compile(CARELESS);
    assertThat(careless.exit()).isNotZero();
    assertThat(careless.output())
        .contains("error: [NullAway] dereferenced expression 'text' is @Nullable")
        .contains("error: [ReturnValueIgnored]")
        .contains("2 errors");
  }

  private Compiled compile(String source) throws Exception {
    Path file = Files.createDirectories(folder.resolve("example")).resolve("Careless.java");
    Files.writeString(file, source);
    // Surefire keeps the real class path here, and gives the JVM a jar that only names it.
    String classPath =
        Objects.requireNonNull(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(argumentsOfThePom());
    command.addAll(List.of("-processorpath", classPath, "-cp", classPath));
    command.addAll(List.of("-d", folder.resolve("classes").toString(), file.toString()));
    Path output = folder.resolve("output");
    Process javac =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(javac.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Compiled(javac.exitValue(), Files.readString(output));
  }

  private static List<String> argumentsOfThePom() throws Exception {
    File pom = Path.of("..", "pom.xml").toFile();
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
    NodeList found =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate("//compilerArgs/arg", document, XPathConstants.NODESET);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      arguments.add(found.item(i).getTextContent());
    }
    assertThat(arguments).isNotEmpty();
    return arguments;
  }
}
