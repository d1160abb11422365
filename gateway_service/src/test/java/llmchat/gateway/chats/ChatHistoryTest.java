package llmchat.gateway.chats;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.ManualTime;
import llmchat.gateway.store.Vendor;
import llmchat.llm.chat.Turn;
import llmchat.llm.routing.Catalogue;
import llmchat.llm.routing.ServedModel;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class ChatHistoryTest {
  private static final List<Turn> HELLO = List.of(Turn.user("Hello"), Turn.assistant("Hi!"));

  /** No OpenAI model, so three bytes count as a token; a quarter is left for the answer. */
  private static final ContextWindow CONTEXT =
      new ContextWindow(() -> new Catalogue(List.of(new ServedModel("m", 40, List.of())), "m"));

  @TempDir Path folder;

  private final Vendor vendor;
  private final ManualTime time = new ManualTime();
  private Database database;
  private ChatHistory chats;

  ChatHistoryTest(Vendor vendor) {
    this.vendor = vendor;
  }

  @BeforeEach
  void open() {
    database = vendor.open(folder, time);
    chats = new ChatHistory(database, CONTEXT, time);
    Await.value(
        database.write(handle ->
            handle.execute(
                "insert into users (id, username, created_at) values ('a', '\u00e9va', 0), ('b', 'bob', 0)")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsTurnsInTheirOrder() {
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), List.of()));
    assertThat(chat).matches("[A-Za-z0-9_-]{22}");
    assertThat(Await.value(chats.history("a", chat))).contains(List.of());
    assertThat(Await.value(chats.append("a", chat, HELLO))).isTrue();
    List<Turn> more = List.of(Turn.user("\ud83d\ude00 \u5f20\n\"'\\"), Turn.assistant(""));
    assertThat(Await.value(chats.append("a", chat, more))).isTrue();
    assertThat(Await.value(chats.history("a", chat)))
        .contains(List.of(HELLO.get(0), HELLO.get(1), more.get(0), more.get(1)));
  }

  @Test
  void beginsAChatWithItsFirstTurns() {
    String chat = ChatHistory.newId();
    assertThat(Await.value(chats.begin("a", chat, HELLO))).isEqualTo(chat);
    assertThat(Await.value(chats.history("a", chat))).contains(HELLO);
  }

  @Test
  void showsSomebodyElsesChatAsOneThatIsNotThere() {
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), HELLO));
    for (String id : List.of(chat, ChatHistory.newId(), "", "x", "' or 1=1 --", "\0".repeat(22))) {
      assertThat(Await.value(chats.history("b", id))).isEmpty();
      assertThat(Await.value(chats.context("b", id, "", "?", "m"))).isEmpty();
      assertThat(Await.value(chats.append("b", id, HELLO))).isFalse();
    }
    assertThat(Await.value(chats.history("a", chat))).contains(HELLO);
  }

  @Test
  void doesNotTakeOverAChatThatExists() {
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), HELLO));
    assertThat(Await.failure(chats.begin("b", chat, HELLO))).isNotNull();
    assertThat(Await.value(chats.history("a", chat))).contains(HELLO);
  }

  @Test
  void findsAUsersChatByNameInAnySpelling() {
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), HELLO));
    assertThat(Await.value(chats.historyOf("\u00e9va", chat))).contains(HELLO);
    assertThat(Await.value(chats.historyOf("e\u0301va", chat))).contains(HELLO);
    assertThat(Await.value(chats.historyOf("bob", chat))).isEmpty();
    assertThat(Await.value(chats.historyOf("\0", chat))).isEmpty();
  }

  @Test
  void keepsTheAdminsChats() {
    String chat = Await.value(chats.begin("admin", ChatHistory.newId(), HELLO));
    assertThat(Await.value(chats.history("admin", chat))).contains(HELLO);
  }

  @Test
  void sendsTheNewestPairsThatFitTheModel() {
    List<Turn> turns =
        List.of(
            Turn.user("an old question of 30 letters."),
            Turn.assistant("old"),
            Turn.user("\u00e9\u00e9"),
            Turn.assistant("answer"));
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), turns));

    assertThat(Await.value(chats.context("a", chat, "", "?", "m"))).contains(turns.subList(2, 4));
    assertThat(Await.value(chats.context("a", chat, "", "?".repeat(33), "m")))
        .as("an answer alone")
        .contains(List.of());
    ContextWindow wide =
        new ContextWindow(() -> new Catalogue(List.of(new ServedModel("m", 400, List.of())), "m"));
    ChatHistory roomy = new ChatHistory(database, wide, time);
    assertThat(Await.value(roomy.context("a", chat, "", "?", "m"))).contains(turns);
  }

  @Test
  void replacesWhatNoDatabaseCanHold() {
    List<Turn> strange = List.of(Turn.user("a\0b"), Turn.assistant("c\ud83dd \ud83d\ude00"));
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), strange));
    assertThat(Await.value(chats.history("a", chat)))
        .contains(List.of(Turn.user("a\ufffdb"), Turn.assistant("c\ufffdd \ud83d\ude00")));
  }

  @Test
  void keepsPairsTogetherWhenMuchIsSaidAtOnce() {
    String chat = Await.value(chats.begin("a", ChatHistory.newId(), List.of()));
    List<Future<Boolean>> appends =
        IntStream.range(0, 40)
            .mapToObj(
                i -> chats.append("a", chat, List.of(Turn.user("q" + i), Turn.assistant("a" + i))))
            .toList();
    assertThat(Await.values(appends)).containsOnly(true);
    List<Turn> history = Await.value(chats.history("a", chat)).orElseThrow();
    assertThat(history).hasSize(80);
    for (int i = 0; i < 80; i += 2) {
      assertThat(history.get(i + 1).text()).isEqualTo("a" + history.get(i).text().substring(1));
    }
    assertThat(branches()).as("each message follows the one before it").isZero();
  }

  private int branches() {
    return Await.value(
        database.read(handle ->
            handle
                .select("select count(*) - count(distinct coalesce(parent_id, 0)) from messages")
                .mapTo(Integer.class)
                .one()));
  }
}
