package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The pictures of the guides, taken of the real page. They are taken when the property {@code
 * page.screenshots} names the folder for them, from the folder of this module: {@code
 * ../docs/pictures}.
 */
@EnabledIfSystemProperty(named = "page.screenshots", matches = ".+")
class PicturesTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final String QUESTION = "How do I find duplicate rows in a table?";
  private static final String ANSWER =
      """
      Group by the columns that should be unique, and keep the groups with more than one row:

      ```sql
      SELECT email, count(*) AS copies, min(id) AS first_id
      FROM customers
      GROUP BY email
      HAVING count(*) > 1
      ORDER BY copies DESC; -- most copies first
      ```

      | Column | Meaning |
      | --- | --- |
      | `copies` | how often the address occurs |
      | `first_id` | the row you may want to **keep** |

      To delete the others, join the table with this result. Try it in a transaction first.
      """;

  /** The chats that are there already, and how many days ago they were. */
  private static final Map<String, Integer> EARLIER =
      Map.of(
          "Why is the sky dark at night?", 0,
          "Email to move a meeting", 1,
          "TLS, step by step", 1,
          "Bread with little yeast", 4,
          "Names for a boat", 9);

  @Test
  void desktopInLight() {
    take("chat-light.png", chat(Screen.DESKTOP, ColorScheme.LIGHT, "ada"));
  }

  @Test
  void desktopInDark() {
    take("chat-dark.png", chat(Screen.DESKTOP, ColorScheme.DARK, "grace"));
  }

  @Test
  void phone() {
    take("phone.png", chat(Screen.PHONE, ColorScheme.LIGHT, "alan"));
  }

  @Test
  void settings() {
    Visitor visitor = visitor(Screen.DESKTOP, ColorScheme.LIGHT, "edsger");
    for (String name : List.of("laptop", "nightly job")) {
      visitor.api("POST", "/api/me/keys", Map.of("name", name));
    }
    Tab tab = visitor.open("/settings");
    assertThat(tab.text("nightly job")).isVisible();
    take("settings.png", tab);
  }

  private Tab chat(Screen screen, ColorScheme colours, String name) {
    Visitor visitor = visitor(screen, colours, name);
    visitor.api("POST", "/api/import", Map.of("chats", earlier()));
    browser.provider().enqueue(Answers.of(ANSWER));
    Tab tab = visitor.open("/");
    tab.ask(QUESTION);
    assertThat(tab.answer().locator("table")).isVisible();
    assertThat(tab.answer().locator(".hljs-keyword").first()).isVisible();
    assertThat(tab.button("Regenerate")).isVisible();
    return tab;
  }

  /** As an export has them. */
  private static List<Map<String, Object>> earlier() {
    return EARLIER.entrySet().stream()
        .map(chat -> {
          long changed = Instant.now().minus(Duration.ofDays(chat.getValue())).toEpochMilli();
          return Map.<String, Object>of(
              "title",
              chat.getKey(),
              "pinned",
              chat.getValue() == 9,
              "created_at",
              changed,
              "updated_at",
              changed,
              "messages",
              List.of());
        })
        .toList();
  }

  private static Visitor visitor(Screen screen, ColorScheme colours, String name) {
    NewContextOptions window = screen.window().setColorScheme(colours);
    return browser.visitor(screen, window).signedInAs(name);
  }

  private static void take(String name, Tab tab) {
    Path folder = Path.of(System.getProperty("page.screenshots"));
    tab.page().screenshot(new ScreenshotOptions().setPath(folder.resolve(name)));
  }
}
