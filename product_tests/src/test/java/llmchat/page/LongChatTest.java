package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.testkit.Gate;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page stays quick where there is much of everything. */
class LongChatTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final int MESSAGES = 500;
  private static final int TOKENS = 20_000;
  private static final long MADE = 1_760_000_000_000L;

  /**
   * The goal is 50 ms; a machine that does other things too lengthens each task many times over.
   */
  private static final double LONGEST_TASK_MS = 1_000;

  private static final String WATCH =
      """
      () => {
        window.__tasks = [];
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) window.__tasks.push(duration);
        }).observe({ entryTypes: ['longtask'] });
      }\
      """;

  @Test
  void drawsAnAnswerOf20000TokensInAChatOf500MessagesInShortTasks() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    visitor.api("POST", "/api/import", Map.of("chats", List.of(longChat(MESSAGES))));
    Gate begin = new Gate();
    browser.provider().enqueue(answer(begin));
    Tab tab = visitor.open("/");
    tab.page().locator("chat-row a").click();
    assertThat(tab.answer()).containsText("Answer 499");
    tab.ask("Much?");
    begin.awaitReached(Duration.ofSeconds(10));
    tab.page().evaluate(WATCH);

    long begun = System.nanoTime();
    begin.open();
    tab.composer().pressSequentially("Typing goes on meanwhile.");
    assertThat(tab.composer()).hasValue("Typing goes on meanwhile.");
    tab.page()
        .locator("message-item")
        .last()
        .locator(".by")
        .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
    double seconds = (System.nanoTime() - begun) / 1e9;

    assertThat(tab.answer()).containsText("The end.");
    String tasks = (String) tab.page().evaluate("String(window.__tasks.map(Math.round))");
    System.out.printf(
        Locale.ROOT,
        "An answer of %d tokens drawn in %.1f s; tasks longer than 50 ms, in ms: %s%n",
        TOKENS,
        seconds,
        tasks.isEmpty() ? "none" : tasks);
    assertThat(Stream.of(tasks.split(",")).filter(task -> !task.isEmpty()).map(Double::valueOf))
        .allMatch(task -> task < LONGEST_TASK_MS);
  }

  @Test
  void readsALongChatUpToItsBeginning() {
    Visitor visitor = browser.visitor(Screen.PHONE).signedIn();
    visitor.api("POST", "/api/import", Map.of("chats", List.of(longChat(200))));
    Tab tab = visitor.open("/");
    tab.showSideBar();
    tab.page().locator("chat-row a").click();
    assertThat(tab.answer()).containsText("Answer 199");
    assertThat(tab.answer()).isInViewport();

    Locator first = tab.questions().first();
    long begun = System.nanoTime();
    while (!first.textContent().contains("Question 0")) {
      assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(30).toNanos());
      tab.page().locator(".messages-scroll").press("Home");
    }

    assertThat(tab.page().locator("message-item")).hasCount(200);
    tab.button("Jump to latest").click();
    assertThat(tab.answer()).containsText("Answer 199");
    assertThat(tab.answer()).isInViewport();
  }

  /** As an export has it. */
  private static Map<String, Object> longChat(int count) {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isQuestion = i % 2 == 0;
      Map<String, Object> message = new HashMap<>();
      message.put("id", i + 1);
      message.put("parent_id", i == 0 ? null : i);
      message.put("role", isQuestion ? "user" : "assistant");
      message.put("status", "complete");
      message.put("created_at", MADE + i);
      message.put("text", isQuestion ? "Question " + i : "Answer " + i + "\n\n" + paragraph(i));
      messages.add(message);
    }
    return Map.of(
        "title",
        "Long",
        "created_at",
        MADE,
        "updated_at",
        MADE,
        "current",
        count,
        "messages",
        messages);
  }

  private static String paragraph(int i) {
    return "Some *words* about `it`.\n\n```js\nconst a = " + i + ";\n```\n\n- one\n- two\n";
  }

  /** Paragraphs, lists, tables and code, a word at a time; all in all as many words as wanted. */
  private static Reply answer(Gate begin) {
    List<Part> parts = new ArrayList<>();
    parts.add(OpenAi.role());
    parts.add(begin);
    String block =
        """
        Here are some **words** that make one paragraph with `code` in it, and so it goes on.

        - an item of a list
        - and one more

        | a | b |
        | --- | --- |
        | one | two |

        ```python
        def f(x):
            return x + 1 # more
        ```

        """;
    String[] words = block.splitWithDelimiters("(?<= )", 0);
    for (int i = 0; i < TOKENS; i++) {
      parts.add(OpenAi.chunk(words[i % words.length]));
    }
    parts.add(OpenAi.chunk("\n\nThe end."));
    parts.add(OpenAi.finish("stop"));
    parts.add(OpenAi.done());
    return Reply.events(parts.toArray(Part[]::new));
  }
}
