package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import llmchat.testkit.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How answers are read, copied and followed. */
class ReadingTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final String CODE = "def twice(x):\n    return 2 * x  # <b>&\n";
  private static final String ANSWER =
      "Here:\n\n```python\n"
          + CODE
          + "```\n\n| Name | Size |\n| :-- | --: |\n| a | 1 |\n| b | 22 |\n";

  @ParameterizedTest
  @EnumSource
  void copiesTheCodeOfAnAnswer(Screen screen) {
    Tab tab = answered(browser.visitor(screen).signedIn(), ANSWER);

    assertThatIsCopied(tab, tab.button("Copy code"), CODE.strip());
    assertThat(tab.button("Copied")).isVisible();
  }

  @ParameterizedTest
  @EnumSource
  void copiesWithoutHttpsToo(Screen screen) {
    browser.provider().enqueue(Answers.of(ANSWER));
    Tab tab = browser.visitorWithoutHttps(screen).open("/").signUp(Visitor.freshName());
    tab.ask("Show me");
    assertThat(tab.button("Regenerate")).isVisible();
    org.assertj.core.api.Assertions.assertThat(
            tab.page().evaluate("isSecureContext || 'clipboard' in navigator"))
        .isEqualTo(false);

    assertThatIsCopied(tab, tab.button("Copy code"), CODE.strip());
    assertThatIsCopied(tab, tab.answer().getByLabel("Copy"), ANSWER);
  }

  @Test
  void copiesTheLastAnswerByItsKeys() {
    Tab tab = answered(browser.visitor(Screen.DESKTOP).signedIn(), ANSWER);

    tab.page().keyboard().press("Control+Shift+C");

    assertThat(tab.text("Copied")).isVisible();
    paste(tab);
    assertThat(tab.composer()).hasValue(ANSWER);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void showsTablesAsTablesAndCodeInColours(ColorScheme colours) {
    NewContextOptions window = Screen.DESKTOP.window().setColorScheme(colours);
    Tab tab = answered(browser.visitor(Screen.DESKTOP, window).signedIn(), ANSWER);

    Locator table = tab.answer().getByRole(AriaRole.TABLE);
    assertThat(table.getByRole(AriaRole.COLUMNHEADER)).hasText(new String[] {"Name", "Size"});
    assertThat(table.getByRole(AriaRole.CELL)).hasText(new String[] {"a", "1", "b", "22"});
    assertThat(table.getByRole(AriaRole.CELL).nth(1)).hasCSS("text-align", "end");
    assertThat(tab.answer().locator("code")).hasText(CODE.strip());
    Locator keyword = tab.answer().locator("code .hljs-keyword").first();
    assertThat(keyword).hasText("def");
    org.assertj.core.api.Assertions.assertThat(colour(keyword))
        .isNotEqualTo(colour(tab.answer().locator("code")));
  }

  @ParameterizedTest
  @EnumSource
  void followsTheEndUntilTheReaderMovesUpAndGoesBackByOneButton(Screen screen) {
    Gate middle = new Gate();
    browser
        .provider()
        .enqueue(Answers.halves("Line.\n\n".repeat(60), middle, "More.\n\n".repeat(60)));
    Tab tab = browser.visitor(screen).signedIn().open("/");
    tab.ask("Much?");
    middle.awaitReached(Duration.ofSeconds(10));
    assertThat(tab.answer().locator("p").nth(59)).isInViewport();

    moveUp(tab);
    assertThat(tab.button("Jump to latest")).isVisible();
    double before = top(tab);
    middle.open();
    assertThat(tab.button("Regenerate")).hasCount(1);
    org.assertj.core.api.Assertions.assertThat(top(tab)).isEqualTo(before);

    tab.button("Jump to latest").click();

    assertThat(tab.button("Regenerate")).isInViewport();
    assertThat(tab.button("Jump to latest")).hasCount(0);
  }

  @Test
  void showsAPictureFromElsewhereAsALinkOnly() {
    Tab tab =
        answered(
            browser.visitor(Screen.DESKTOP).signedIn(), "![a cat](https://example.org/cat.png)");

    assertThat(tab.answer().getByRole(AriaRole.LINK)).hasText("Show image from example.org: a cat");
    assertThat(tab.answer().locator("img")).hasCount(0);
  }

  /** The wheel, or the finger, that goes up. */
  private static void moveUp(Tab tab) {
    if (!tab.screen().isPhone()) {
      tab.page().mouse().move(700, 300);
      tab.page().mouse().wheel(0, -300);
      return;
    }
    CDPSession devTools = tab.page().context().newCDPSession(tab.page());
    touch(devTools, "touchStart", 300);
    for (int y = 320; y <= 600; y += 20) {
      touch(devTools, "touchMove", y);
    }
    devTools.send("Input.dispatchTouchEvent", touches("touchEnd"));
  }

  private static void touch(CDPSession devTools, String type, int y) {
    JsonObject event = touches(type);
    JsonObject finger = new JsonObject();
    finger.addProperty("x", 195);
    finger.addProperty("y", y);
    event.getAsJsonArray("touchPoints").add(finger);
    devTools.send("Input.dispatchTouchEvent", event);
  }

  private static JsonObject touches(String type) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", new JsonArray());
    return event;
  }

  /** Where the messages are scrolled to, once they do not move any more. */
  private static double top(Tab tab) {
    Object top =
        tab.page()
            .locator(".messages-scroll")
            .evaluate(
                """
                async (scroller) => {
                  let last = -1;
                  for (let still = 0; still < 10; ) {
                    await new Promise(requestAnimationFrame);
                    still = scroller.scrollTop === last ? still + 1 : 0;
                    last = scroller.scrollTop;
                  }
                  return last;
                }\
                """);
    return ((Number) top).doubleValue();
  }

  private static Object colour(Locator element) {
    return element.evaluate("e => getComputedStyle(e).color");
  }

  private static Tab answered(Visitor visitor, String answer) {
    browser.provider().enqueue(Answers.of(answer));
    Tab tab = visitor.open("/");
    tab.ask("Show me");
    assertThat(tab.button("Regenerate")).isVisible();
    return tab;
  }

  private static void assertThatIsCopied(Tab tab, Locator button, String text) {
    button.click();
    paste(tab);
    assertThat(tab.composer()).hasValue(text);
    tab.composer().fill("");
  }

  private static void paste(Tab tab) {
    tab.composer().focus();
    tab.page().keyboard().press("Control+v");
  }
}
