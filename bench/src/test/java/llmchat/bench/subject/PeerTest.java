package llmchat.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PeerTest {
  /** The real ones, from the module's folder. */
  private static final Path SCRIPTS = Path.of("peers");

  @TempDir Path folder;
  private final List<String> notices = new CopyOnWriteArrayList<>();

  @BeforeEach
  void thePartsThatAllScriptsShare() throws IOException {
    Files.copy(SCRIPTS.resolve("peer.sh"), folder.resolve("peer.sh"));
  }

  @Test
  void installsAndRunsWhatItsScriptSaysAndLeavesNoProcess() throws Exception {
    Peer peer = peer("echo installing >>\"$log\"", runs("\"$upstream $folder $home\""));

    Started started = peer.start(place());

    assertThat(peer.version()).isEqualTo("1.2");
    assertThat(peer.connections()).isEqualTo(7);
    assertThat(started.headers()).containsExactly("Authorization: Bearer sk-small");
    assertThat(started.path()).isEqualTo("/answers/chat");
    try (started) {
      String answer = Started.awaitAnswer(started.request("{}"), started.programs());
      assertThat(answer)
          .isEqualTo("http://127.0.0.1:4711 " + folder + " " + folder + "/cache/small-1.2");
      assertThat(started.processes().residentBytes()).isPositive();
    }
    assertThat(started.processes().threads()).isZero();
  }

  @Test
  void installsOnceAndSaysSoOnlyThen() throws Exception {
    Peer peer = peer("logged true", runs("once"));

    peer.start(place()).close();
    peer.start(place()).close();

    assertThat(notices).containsExactly("installing small 1.2, which takes up to some minutes");
    assertThat(folder.resolve("cache/small-1.2.log")).hasContent("true");
  }

  @Test
  void saysWhyItCannotBeHad() throws Exception {
    Peer peer = peer("need no-such-program 'apt install it'", runs("never"));

    assertThatThrownBy(() -> peer.start(place()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("small needs no-such-program (apt install it)");
    assertThat(notices).isEmpty();
  }

  @Test
  void beginsAgainWhatWasHalfInstalled() throws Exception {
    Path second = folder.resolve("second");
    Peer peer =
        peer(
            """
            [ ! -e "$home/half" ] || cannot 'found the half of the first time'
            touch "$home/half"
            [ -e "$folder_of_test/second" ] || logged false\
            """,
            runs("whole"));
    assertThatThrownBy(() -> peer.start(place()))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "small could not be installed: false failed, see %s/cache/small-1.2.log"
                .formatted(folder));

    Files.createFile(second);

    peer.start(place()).close();
    assertThat(folder.resolve("cache/small-1.2/installed")).exists();
  }

  @Test
  void saysWhatAPeerSaidThatEndsAtOnce() throws Exception {
    Peer peer = peer(":", "echo 'no such option'; exit 4");

    assertThatThrownBy(() -> peer.start(place()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such option");
  }

  @Test
  void findsThePeersOfTheBenchmarkAndEachAnswersWhatItIsAsked() throws Exception {
    List<Peer> peers = Peer.in(SCRIPTS, notices::add);

    assertThat(peers)
        .extracting(Peer::name)
        .containsExactly("gomodel", "litellm", "olla", "portkey", "sglang-router", "smg");
    for (Peer peer : peers) {
      assertThat(peer.version()).as(peer.name()).isNotBlank();
      assertThat(peer.connections()).as(peer.name()).isBetween(1, 32);
    }
  }

  private Place place() {
    return new Place(folder, folder.resolve("cache"), 4711, 0);
  }

  /** A line that runs {@link SmallPeer}. */
  private static String runs(String answer) {
    return "exec \"%s/bin/java\" -cp \"%s\" llmchat.bench.subject.SmallPeer \"$port\" %s"
        .formatted(
            System.getProperty("java.home"),
            Path.of("target/test-classes").toAbsolutePath(),
            answer);
  }

  private Peer peer(String install, String run) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("small"),
            """
            #!/bin/sh
            set -eu
            name=small version=1.2 connections=7 key=sk-small
            folder_of_test=%s
            . "$(dirname "$0")/peer.sh"
            path=/answers/chat
            install_it() {
            %s
            }
            run_it() {
            %s
            }
            peer "$@"
            """
                .formatted(folder, install, run));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new Peer(script, notices::add);
  }
}
