package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import llmchat.testkit.Gate;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From nothing to the first answer, and back in again. */
class FirstVisitTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  @ParameterizedTest
  @EnumSource
  void signsUpAsksAndSeesTheAnswerArrive(Screen screen) {
    Gate middle = new Gate();
    browser.provider().enqueue(Answers.halves("The first half. ", middle, "The second half."));
    Tab tab = browser.visitor(screen).open("/");
    tab.signUp(Visitor.freshName());

    tab.ask("What comes first?");
    middle.awaitReached(Duration.ofSeconds(10));

    assertThat(tab.answer()).containsText("The first half.");
    assertThat(tab.button("Stop")).isVisible();
    middle.open();
    assertThat(tab.answer()).containsText("The first half. The second half.");
    assertThat(tab.button("Send")).isVisible();
    assertThat(tab.page()).hasURL(Pattern.compile("/c/[\\w-]{22}$"));
    assertThat(tab.page()).hasTitle("What comes first? · LLM Chat");
  }
}
