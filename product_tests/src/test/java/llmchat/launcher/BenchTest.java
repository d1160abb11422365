package llmchat.launcher;

import static llmchat.launcher.LaunchedProject.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import llmchat.launcher.LaunchedProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path folder;
  private LaunchedProject project;

  @BeforeEach
  void aProjectWithABenchmark() throws IOException {
    project = new LaunchedProject(folder);
    project.file("bench/pom.xml", "<project/>");
    project.file("bench/src/main/java/Bench.java", "class Bench {}");
    project.file("bench/jvm.options", "-Xmx1g\n");
    project.maven(
        """
        for module in standalone bench; do
          mkdir -p $module/target/lib
          echo library >$module/target/lib/a.jar
        done
        cat llm/src/main/java/Main.java >standalone/target/llm-chat.jar
        case $* in
          *'-pl bench '*) cat bench/src/main/java/Bench.java >bench/target/bench.jar ;;
        esac
        """);
    jdk(folder.resolve("system/usr/lib/jvm/temurin-25"), "25.0.3");
  }

  @Test
  void buildsItBesideTheProgramAndTellsItWhereThatIs() throws Exception {
    Run run = project.run("bench", "--only", "a b");
    Path built = project.home.toRealPath().resolve("target/llm-chat");
    assertThat(run.stdout())
        .as(run.stderr())
        .contains("@" + project.home.toRealPath().resolve("bench/jvm.options"))
        .contains("-Dllmchat.app=" + built + "/app-")
        .endsWith("-jar " + built.resolve("bench/bench.jar") + " --only a b\n");
    assertThat(built.resolve("bench/lib/a.jar")).exists();
    try (var files = Files.walk(built)) {
      assertThat(files.filter(file -> file.endsWith("bench.jar")))
          .as("no part of what is shipped")
          .containsExactly(built.resolve("bench/bench.jar"));
    }
  }

  @Test
  void isNotBuiltAgainWhileNothingChangedNorIsTheProgram() throws Exception {
    project.run("bench");
    project.run("bench");
    project.run("check-config");
    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void isBuiltAgainWhenItsOwnSourcesChangedAndTheProgramIsNot() throws Exception {
    project.run("bench");
    project.touch("bench/src/main/java/Bench.java");
    project.run("check-config");
    assertThat(project.mavenCalls()).hasSize(1);
    project.run("bench");
    assertThat(project.mavenCalls()).hasSize(2);
  }

  @Test
  void measuresTheProgramWithTheUsersJvmOptionsAndAStartUpCache() throws Exception {
    Run run =
        project.with("LLM_CHAT_JAVA_OPTS", "-Xmx2g -Dx=*").with("LLM_CHAT_AOT", "now").run("bench");
    assertThat(run.stdout())
        .containsPattern("-Dllmchat.aot=.*/app-[0-9a-f]*/[0-9a-f]*\\.aot ")
        .contains("-Dllmchat.java.opts=-Xmx2g -Dx=* ");
  }
}
