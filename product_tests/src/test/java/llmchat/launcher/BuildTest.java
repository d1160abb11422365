package llmchat.launcher;

import static llmchat.launcher.LaunchedProject.jdk;
import static llmchat.launcher.LaunchedProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import llmchat.launcher.LaunchedProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  @TempDir Path folder;
  private LaunchedProject project;
  private Path jdk = Path.of("");

  @BeforeEach
  void aMachineWithJdkAndMaven() throws IOException {
    project = new LaunchedProject(folder);
    project.maven();
    jdk = jdk(folder.resolve("system/usr/lib/jvm/temurin-25"), "25.0.3");
  }

  @Test
  void buildsOnFirstUseAndShowsProgress() throws Exception {
    Run run = project.run("check-config");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).containsPattern("llm-chat: built in \\d+ s\n");
    assertThat(project.mavenCalls())
        .singleElement()
        .asString()
        .startsWith(jdk + " ")
        .contains("-Dmaven.test.skip=true")
        .endsWith(" package");
  }

  @Test
  void doesNotBuildAgainWhileNothingChanged() throws Exception {
    project.run("check-config");
    Run run = project.run("check-config");
    assertThat(run.stderr()).isEmpty();
    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsSaved() throws Exception {
    project.run("check-config");
    project.touch("gateway_service/src/main/java/Main.java");
    project.run("check-config");
    assertThat(project.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsDeleted() throws Exception {
    project.run("check-config");
    Files.delete(project.home.resolve("llm/src/main/java/Main.java"));
    project.touch("llm/src/main/java");
    project.maven(
        """
        mkdir -p standalone/target/lib
        echo new >standalone/target/llm-chat.jar
        echo library >standalone/target/lib/a.jar
        """);
    assertThat(project.run("check-config").exitCode()).isZero();
    assertThat(project.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenAPomIsSaved() throws Exception {
    project.run("check-config");
    project.touch("standalone/pom.xml");
    project.run("check-config");
    assertThat(project.mavenCalls()).hasSize(2);
  }

  @Test
  void leavesCompilingToDevelopmentWhenOnlyASourceWasSaved() throws Exception {
    project.run("check-config");
    project.touch("llm/src/main/java/Main.java");
    Run run = project.run("dev", "--log-level", "debug");
    assertThat(run.stdout())
        .contains("/launcher/Dev.java " + project.home.toRealPath() + " llm server ")
        .endsWith(" llmchat.standalone.Main serve --log-level debug\n");
    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void showsTheReasonWhenTheBuildFails() throws Exception {
    project.maven(
        """
        echo '[INFO] compiling'
        echo '[ERROR] COMPILATION ERROR :'
        echo '[ERROR] Main.java:[1,24] incompatible types'
        echo '[ERROR] Main.java:[1,24] incompatible types'
        echo '[ERROR] -> [Help 1]'
        echo '[ERROR] To see the full stack trace'
        exit 1
        """);
    Run run = project.run("check-config");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr().lines().toList().reversed())
        .startsWith(
            "llm-chat: the build failed: fix the errors above and run again (full log: "
                + project.home.resolve("target/llm-chat/build.log").toRealPath()
                + ")",
            "  Main.java:[1,24] incompatible types",
            "  COMPILATION ERROR :");
  }

  @Test
  void buildsAgainAfterAFailure() throws Exception {
    project.maven("exit 1\n");
    assertThat(project.run("check-config").exitCode()).isEqualTo(1);
    project.maven();
    assertThat(project.run("check-config").exitCode()).isZero();
  }

  @Test
  void takesTheWrapperWhereMavenIsMissing() throws Exception {
    Files.move(project.programs.resolve("mvn"), project.home.resolve("mvnw"));
    assertThat(project.run("check-config").exitCode()).isZero();
    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void takesTheWrapperWhereMavenIsTooOld() throws Exception {
    Files.copy(project.programs.resolve("mvn"), project.home.resolve("mvnw"));
    script(project.programs.resolve("mvn"), "echo 'Apache Maven 3.6.3'\n");
    assertThat(project.run("check-config").exitCode()).isZero();
    assertThat(project.mavenCalls()).hasSize(1);
  }

  @Test
  void saysWhatIsMissingWhereTheWrapperCannotFetchMaven() throws Exception {
    Files.move(project.programs.resolve("mvn"), project.home.resolve("mvnw"));
    project.remove("unzip");
    Run run = project.run("check-config");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr())
        .startsWith("llm-chat: no Maven 3.8.1 or newer found")
        .containsOnlyOnce("\n");
  }

  @Test
  void buildsOnceWhenTwoStartTogether() throws Exception {
    Process first = project.start("check-config");
    Process second = project.start("check-config");
    assertThat(List.of(project.await(first).exitCode(), project.await(second).exitCode()))
        .containsOnly(0);
    assertThat(project.mavenCalls()).hasSize(1);
    assertThat(project.home.resolve("target/llm-chat/lock")).doesNotExist();
  }

  @Test
  void breaksTheLockOfAProcessThatIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path state = Files.createDirectories(project.home.resolve("target/llm-chat"));
    Files.createSymbolicLink(state.resolve("lock"), Path.of(Long.toString(gone.pid())));
    assertThat(project.run("check-config").exitCode()).isZero();
  }

  @Test
  void keepsTheProgramThatIsRunningWhileANewOneIsBuilt() throws Exception {
    script(jdk.resolve("bin/java"), "mkfifo \"$HOME/end\"; echo up; read -r line <\"$HOME/end\"\n");
    Process running = project.start("check-config");
    try (var reader = running.inputReader()) {
      reader.readLine();
      jdk(jdk, "25.0.3");
      List<Path> before = apps();
      project.file("llm/src/main/java/Main.java", "class Main { int changed; }");
      project.touch("llm/src/main/java/Main.java");
      project.run("check-config");
      assertThat(apps()).hasSize(2).containsAll(before);
    } finally {
      running.destroyForcibly().waitFor();
    }
    project.file("llm/src/main/java/Main.java", "class Main { int changed, again; }");
    project.touch("llm/src/main/java/Main.java");
    project.run("check-config");
    assertThat(apps()).hasSize(1);
  }

  private List<Path> apps() throws IOException {
    try (var files = Files.list(project.home.resolve("target/llm-chat"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("app-")).toList();
    }
  }
}
