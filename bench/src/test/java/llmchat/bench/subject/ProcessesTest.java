package llmchat.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessesTest {
  /** A shell that says "ready" when {@code work} is done and stays until its input ends. */
  private static Process shell(String work) throws Exception {
    return new ProcessBuilder("sh", "-c", work + "; echo ready; read _").start();
  }

  private static void awaitReady(Process process) throws Exception {
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("ready");
  }

  private static void end(Process process) throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private static Processes treeOf(Process process) {
    return new Processes(List.of(process.toHandle()));
  }

  @Test
  void addsTheTimeOfAChildThatHasEnded() throws Exception {
    String work = "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'";
    Process process = shell(work);
    try {
      awaitReady(process);
      assertThat(process.descendants()).isEmpty();
      assertThat(treeOf(process).cpu()).isGreaterThan(Duration.ofMillis(20));
    } finally {
      end(process);
    }
  }

  @Test
  void addsTheFiguresOfChildrenThatRun() throws Exception {
    Process alone = shell(":");
    Process parent = shell("sleep 1000 & sleep 1000 & :");
    try {
      awaitReady(alone);
      awaitReady(parent);
      Processes one = treeOf(alone);
      Processes three = treeOf(parent);
      assertThat(one.threads()).isEqualTo(1);
      assertThat(three.threads()).isEqualTo(3);
      assertThat(three.openFiles()).isEqualTo(3 * one.openFiles());
      assertThat(three.residentBytes()).isGreaterThan(one.residentBytes());
      assertThat(one.residentBytes()).isBetween(100_000L, 20_000_000L);
    } finally {
      end(alone);
      end(parent);
    }
  }

  @Test
  void countsNothingForAProcessThatIsGone() throws Exception {
    Process process = shell(":");
    end(process);
    Processes tree = treeOf(process);
    assertThat(tree.cpu()).isZero();
    assertThat(tree.residentBytes()).isZero();
    assertThat(tree.openFiles()).isZero();
    assertThat(tree.threads()).isZero();
  }
}
