package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer goes on whatever happens to the tab that asked, and is asked for once. */
class GoingOnTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String FIRST = "One, two, three, four, five, six. ";
  private static final String SECOND = "Seven, eight, nine, **ten**.";
  private static final String WHOLE = "One, two, three, four, five, six. Seven, eight, nine, ten.";

  private final Gate middle = new Gate();

  @ParameterizedTest
  @EnumSource
  void afterAReloadInTheMiddle(Screen screen) {
    Tab tab = askedHalf(browser.visitor(screen).signedIn());

    tab.page().reload();
    assertThat(tab.answer()).containsText(FIRST.strip());
    middle.open();

    assertWhole(tab);
    assertThat(browser.provider().requestCount()).isEqualTo(1);
  }

  @Test
  void afterTheConnectionBroke() {
    try (FaultProxy line = FaultProxy.before(browser.stage().product().port())) {
      Tab tab = askedHalf(browser.visitorBehind(line, Screen.DESKTOP).signedIn());

      line.cut();
      assertThat(tab.text("Connection lost. The answer continues when it is back.")).isVisible();
      middle.open();
      browser.provider().takeExchange().awaitEnd(SOON);
      line.restore();

      assertWhole(tab);
      assertThat(browser.provider().requestCount()).isEqualTo(1);
    }
  }

  /**
   * The browser knows of it here, as in flight mode; what was open before would go on without the
   * cut.
   */
  @Test
  void afterTheDeviceWasOffline() {
    try (FaultProxy line = FaultProxy.before(browser.stage().product().port())) {
      Visitor visitor = browser.visitorBehind(line, Screen.PHONE).signedIn();
      Tab tab = askedHalf(visitor);

      visitor.context().setOffline(true);
      line.cut();
      assertThat(notice(tab)).containsText("You are offline");
      middle.open();
      browser.provider().takeExchange().awaitEnd(SOON);
      assertThat(tab.answer()).not().containsText("Seven");
      line.restore();
      visitor.context().setOffline(false);

      assertWhole(tab);
      assertThat(notice(tab)).hasCount(0);
      assertThat(browser.provider().requestCount()).isEqualTo(1);
    }
  }

  @Test
  void inASecondTabToo() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = askedHalf(visitor);

    Tab second = visitor.open(tab.path());
    assertThat(second.answer()).containsText(FIRST.strip());
    middle.open();

    assertWhole(tab);
    assertWhole(second);
    assertThat(browser.provider().requestCount()).isEqualTo(1);
  }

  @Test
  void inASecondTabThatWasThereBefore() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = visitor.open("/");
    tab.ask("Hello?");
    assertThat(tab.button("Regenerate")).isVisible();
    Tab second = visitor.open(tab.path());
    assertThat(second.answer()).containsText("Hello there");
    browser.provider().enqueue(Answers.halves(FIRST, middle, SECOND));

    tab.ask("Count");
    middle.awaitReached(SOON);

    assertThat(second.answer()).containsText(FIRST.strip());
    middle.open();
    assertWhole(tab);
    assertWhole(second);
    assertThat(browser.provider().requestCount()).isEqualTo(2);
  }

  @Test
  void inASecondTabThatStopsIt() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = askedHalf(visitor);
    Tab second = visitor.open(tab.path());
    assertThat(second.answer()).containsText(FIRST.strip());

    second.button("Stop").click();

    assertThat(tab.answer()).containsText("You stopped this answer.");
    assertThat(tab.answer()).containsText(FIRST.strip());
    middle.open();
  }

  @Test
  void whileAnotherChatIsLookedAt() {
    Tab tab = askedHalf(browser.visitor(Screen.DESKTOP).signedIn());

    tab.link("New chat").first().click();
    assertThat(tab.answers()).hasCount(0);
    middle.open();
    tab.page().locator("chat-row a").click();

    assertWhole(tab);
    assertThat(browser.provider().requestCount()).isEqualTo(1);
  }

  @Test
  void aQuestionWrittenWhileOfflineIsKept() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = visitor.open("/");
    visitor.context().setOffline(true);
    tab.ask("Are you there?");
    assertThat(notice(tab).first()).isVisible();
    assertThat(tab.composer()).hasValue("Are you there?");

    visitor.context().setOffline(false);
    tab.composer().press("Enter");

    assertThat(tab.answer()).containsText("Hello there");
    assertThat(browser.provider().requestCount()).isEqualTo(1);
  }

  @Test
  void aSessionThatEndedIsTakenUpAgainWithoutLosingWhatWasWritten() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = visitor.open("/");
    tab.composer().fill("A long thought");
    visitor.context().clearCookies();
    tab.composer().press("Enter");
    assertThat(tab.text("Your session has ended")).isVisible();

    tab.field("Password").fill(Visitor.PASSWORD);
    tab.field("Password").press("Enter");

    assertThat(tab.text("Your session has ended")).isHidden();
    assertThat(tab.composer()).hasValue("A long thought");
    tab.composer().press("Enter");
    assertThat(tab.answer()).containsText("Hello there");
  }

  private static Locator notice(Tab tab) {
    return tab.page().locator("notices-bar .notice");
  }

  private Tab askedHalf(Visitor visitor) {
    browser.provider().enqueue(Answers.halves(FIRST, middle, SECOND));
    Tab tab = visitor.open("/");
    tab.ask("Count");
    middle.awaitReached(SOON);
    assertThat(tab.answer()).containsText(FIRST.strip());
    return tab;
  }

  private static void assertWhole(Tab tab) {
    assertThat(tab.button("Regenerate").last()).isVisible();
    assertThat(tab.answer().locator(".markdown")).hasText(WHOLE);
  }
}
