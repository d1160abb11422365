package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page tells of the limits of its user. */
class LimitsTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  @Test
  void countsWhatIsUsedAndSaysWhenOneCanGoOn() {
    try (Product product = Setup.of(Form.ONE_PROCESS).with("RATE_LIMIT", "2/minute").start()) {
      Visitor visitor = browser.visitorAt(product, Screen.DESKTOP).signedIn();
      Tab tab = visitor.open("/");
      tab.ask("One");
      assertThat(tab.button("Regenerate")).isVisible();
      tab.link("Settings").click();
      assertThat(tab.text("2 requests per minute")).isVisible();
      assertThat(tab.text("1 of 2 used")).isVisible();
      tab.page().goBack();
      assertThat(tab.answer()).containsText("Hello there");

      tab.ask("Two");
      assertThat(tab.button("Regenerate")).hasCount(2);
      tab.ask("Three");

      assertThat(tab.page().locator("notices-bar .notice"))
          .containsText(
              Pattern.compile(
                  "You have reached a rate limit of this server\\. Try again in \\d+ seconds?"));
      assertThat(tab.page().locator(".composer-note"))
          .containsText(Pattern.compile("You can send again in \\d+ s"));
      assertThat(tab.composer()).hasValue("Three");
      assertThat(tab.button("Send")).isDisabled();
      visitor.context().close();
    }
  }
}
