package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.testkit.Gate;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What axe-core finds wrong for people who use assistive technology: nothing, wherever one is, in
 * light and in dark.
 */
class AccessibilityTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final String ANSWER =
      """
      # A title

      Some *text* with a [link](https://example.org), `code` and:

      ```java
      /** Adds. */ @Pure int add(int a, String b) { return a + 1; } // "done"
      ```

      | Name | Size |
      | --- | --: |
      | a | 1 |

      > A quote

      1. one
      2. two
         - [x] done

      ![a cat](https://example.org/cat.png)
      """;

  private final SoftAssertions softly = new SoftAssertions();

  @AfterEach
  void nothingWasFound() {
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void whereOneLogsInAndSignsUp(Screen screen) {
    Tab tab = visitor(screen).open("/");
    assertThat(tab.field("Username")).isVisible();
    assertAccessible(tab, "log in");
    tab.button("Sign up").first().click();
    tab.field("Username").fill("x");
    tab.field("Password").press("Enter");
    assertThat(tab.text("Enter a password.")).isVisible();
    assertAccessible(tab, "sign up with an error");
  }

  @ParameterizedTest
  @EnumSource
  void inAChatThatIsEmptyAnsweringAndAnswered(Screen screen) {
    Gate middle = new Gate();
    browser.provider().enqueue(Answers.halves(ANSWER, middle, ANSWER));
    Tab tab = visitor(screen).signedIn().open("/");
    assertThat(tab.role(AriaRole.LIST, "Examples")).isVisible();
    assertAccessible(tab, "empty chat");
    tab.ask("Show me all of it");
    middle.awaitReached(Duration.ofSeconds(10));
    assertThat(tab.answer().locator("table").first()).isVisible();
    assertAccessible(tab, "answering");
    middle.open();
    assertThat(tab.button("Regenerate")).isVisible();
    assertThat(tab.answer().locator(".hljs-keyword")).not().hasCount(0);
    assertAccessible(tab, "answered");
    tab.button("Edit").click();
    assertAccessible(tab, "editing a question");
  }

  @ParameterizedTest
  @EnumSource
  void whenAnAnswerFailsAndTheConnectionIsLost(Screen screen) {
    browser
        .provider()
        .enqueue(Reply.json(503, OpenAi.error("The model is overloaded.", "server_error", null)));
    Visitor visitor = visitor(screen).signedIn();
    Tab tab = visitor.open("/");
    tab.ask("Hello?");
    assertThat(tab.answer()).containsText("This answer failed.");
    visitor.context().setOffline(true);
    assertThat(tab.page().locator("notices-bar .notice")).isVisible();
    assertAccessible(tab, "failed, and offline");
    visitor.context().setOffline(false);
    tab.open("/c/bUaEkGzHTfyzcJ1n0Ss1pQ");
    assertThat(tab.text("This chat does not exist or was deleted.")).isVisible();
    assertAccessible(tab, "no such chat");
  }

  @ParameterizedTest
  @EnumSource
  void amongTheChats(Screen screen) {
    Visitor visitor = visitor(screen).signedIn();
    visitor.api("POST", "/api/chats", Map.of("title", "One"));
    visitor.api("POST", "/api/chats", Map.of("title", "Two"));
    Tab tab = visitor.open("/");
    tab.showSideBar();
    tab.button("Options for “One”").click();
    assertAccessible(tab, "menu of a chat");
    tab.role(AriaRole.MENUITEM, "Pin").click();
    tab.button("Options for “Two”").click();
    tab.role(AriaRole.MENUITEM, "Delete").click();
    assertThat(tab.button("Undo")).isVisible();
    assertAccessible(tab, "deleted with a way back");
    tab.field("Search chats").fill("One");
    assertThat(tab.role(AriaRole.LIST, "Search results")).isVisible();
    assertAccessible(tab, "search");
    tab.button("Clear search").click();
    tab.button("Keyboard shortcuts").click();
    assertThat(tab.role(AriaRole.DIALOG, "Keyboard shortcuts")).isVisible();
    assertAccessible(tab, "help");
  }

  @ParameterizedTest
  @EnumSource
  void inTheDialogsOfAChat(Screen screen) {
    Visitor visitor = visitor(screen).signedIn();
    Tab tab = visitor.open("/");
    tab.option("System prompt");
    assertAccessible(tab, "system prompt");
    tab.button("Cancel").click();
    tab.ask("Hello?");
    assertThat(tab.button("Regenerate")).isVisible();
    tab.option("Rename");
    assertAccessible(tab, "rename");
    tab.button("Cancel").click();
    visitor.context().clearCookies();
    tab.ask("And now?");
    assertThat(tab.text("Your session has ended")).isVisible();
    assertAccessible(tab, "log in again");
  }

  @ParameterizedTest
  @EnumSource
  void inTheSettings(Screen screen) {
    Tab tab = visitor(screen).signedIn().open("/settings");
    assertThat(tab.text("This session")).isVisible();
    tab.field("Name of the new key").fill("laptop");
    tab.button("Create key").click();
    assertThat(tab.page().locator("code.secret")).isVisible();
    assertAccessible(tab, "settings");
    tab.button("I have copied it").click();
    tab.button("Revoke key “laptop”").click();
    assertThat(tab.role(AriaRole.ALERTDIALOG, "Revoke the key “laptop”?")).isVisible();
    assertAccessible(tab, "question before something is lost");
  }

  /** Nothing moves, as a colour in the middle of a change is nobody's colour. */
  private static Visitor visitor(Screen screen) {
    ColorScheme colours = screen.isPhone() ? ColorScheme.DARK : ColorScheme.LIGHT;
    NewContextOptions window =
        screen.window().setColorScheme(colours).setReducedMotion(ReducedMotion.REDUCE);
    return browser.visitor(screen, window);
  }

  private void assertAccessible(Tab tab, String state) {
    // Without frames in the page, axe needs no second page to put its findings together.
    AxeBuilder axe = new AxeBuilder(tab.page()).setLegacyMode(true);
    softly.assertThat(found(axe)).as(state).isEmpty();
  }

  private static List<String> found(AxeBuilder axe) {
    return axe.analyze().getViolations().stream().flatMap(AccessibilityTest::told).toList();
  }

  private static Stream<String> told(Rule rule) {
    return rule.getNodes().stream().map((CheckedNode node) -> told(rule, node));
  }

  private static String told(Rule rule, CheckedNode node) {
    return rule.getId() + ": " + node.getFailureSummary() + "\n  " + node.getHtml();
  }
}
