package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one does with whole chats. */
class ChatListTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  @ParameterizedTest
  @EnumSource
  void renamesAndPinsAChatInTheList(Screen screen) {
    Tab tab = withChats(screen, "Old", "Other");
    menu(tab, "Old", "Rename");
    tab.field("New title").fill("New");
    tab.field("New title").press("Enter");
    assertThat(rows(tab)).hasText(new String[] {"Other", "New"});

    menu(tab, "New", "Pin");

    assertThat(rows(tab)).hasText(new String[] {"New", "Other"});
    tab.page().reload();
    tab.showSideBar();
    assertThat(rows(tab)).hasText(new String[] {"New", "Other"});
    assertThat(tab.role(AriaRole.REGION, "Pinned")).containsText("New");
  }

  @ParameterizedTest
  @EnumSource
  void deletesAChatAndTakesItBack(Screen screen) {
    Tab tab = withChats(screen, "One", "Two");
    menu(tab, "One", "Delete");
    assertThat(rows(tab)).hasText(new String[] {"Two"});

    tab.button("Undo").click();

    assertThat(rows(tab)).hasCount(2);
    tab.page().reload();
    tab.showSideBar();
    assertThat(rows(tab)).hasCount(2);
  }

  @Test
  void deletesTheOpenChatAndTakesItBack() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("Keep me?");
    assertThat(tab.button("Regenerate")).isVisible();
    tab.option("Delete");
    assertThat(tab.page()).hasURL(Pattern.compile("/$"));
    assertThat(rows(tab)).hasCount(0);

    tab.button("Undo").click();

    assertThat(tab.answer()).containsText("Hello there");
    assertThat(rows(tab)).hasText(new String[] {"Keep me?"});
  }

  @Test
  void renamesAndPinsTheOpenChat() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("What is this called?");
    assertThat(tab.button("Regenerate")).isVisible();
    tab.option("Rename");
    tab.field("Title").fill("Names");
    tab.field("Title").press("Enter");

    assertThat(rows(tab)).hasText(new String[] {"Names"});
    assertThat(tab.page()).hasTitle("Names · LLM Chat");
    tab.option("Pin");
    assertThat(tab.role(AriaRole.REGION, "Pinned")).containsText("Names");
  }

  @ParameterizedTest
  @EnumSource
  void findsAMessageAndOpensItsChatThere(Screen screen) {
    Visitor visitor = browser.visitor(screen).signedIn();
    Tab tab = visitor.open("/");
    browser.provider().enqueue(Answers.of("They nest in steep banks."));
    tab.ask("Where do kingfishers nest?");
    assertThat(tab.button("Regenerate")).isVisible();
    tab.open("/");
    tab.showSideBar();
    tab.field("Search chats").fill("steep");

    Locator hit = tab.role(AriaRole.LIST, "Search results").getByRole(AriaRole.LINK);
    assertThat(hit).hasCount(1);
    assertThat(hit.locator("mark")).hasText("steep");
    hit.click();

    assertThat(tab.answer()).containsText("They nest in steep banks.");
    assertThat(tab.answer()).isInViewport();
  }

  @Test
  void goesToTheSearchByItsKeys() {
    Tab tab = withChats(Screen.DESKTOP, "One");
    tab.page().keyboard().press("Control+k");
    assertThat(tab.field("Search chats")).isFocused();
    tab.page().keyboard().type("nothing like this");
    assertThat(tab.text("No results for “nothing like this”.")).isVisible();
    tab.page().keyboard().press("Escape");
    assertThat(rows(tab)).hasText(new String[] {"One"});
    tab.page().keyboard().press("Control+/");
    assertThat(tab.role(AriaRole.DIALOG, "Keyboard shortcuts")).isVisible();
    tab.page().keyboard().press("Escape");
    tab.page().keyboard().press("Control+Shift+O");
    assertThat(tab.composer()).isFocused();
  }

  @Test
  void exportsOneChatAsMarkdownAndAsJson() throws IOException {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("Export me");
    assertThat(tab.button("Regenerate")).isVisible();

    Download markdown = tab.page().waitForDownload(() -> tab.option("Export as Markdown"));
    Download json = tab.page().waitForDownload(() -> tab.option("Export as JSON"));

    assertThat(Files.readString(markdown.path())).contains("# Export me", "Hello there");
    assertThat(markdown.suggestedFilename()).endsWith(".md");
    assertThat(Files.readString(json.path())).contains("\"Export me\"", "Hello there");
  }

  @Test
  void exportsAllChatsAndImportsThemElsewhere() throws IOException {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("Carry me over");
    assertThat(tab.button("Regenerate")).isVisible();
    tab.open("/settings");
    Download all = tab.page().waitForDownload(() -> tab.link("Export all as JSON").click());
    Tab other = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");

    FilePayload file =
        new FilePayload("chats.json", "application/json", Files.readAllBytes(all.path()));
    other.field("Import chats from a JSON file").setInputFiles(file);

    assertThat(other.text("1 chat imported as a copy")).isVisible();
    other.link("Carry me over").click();
    assertThat(other.answer()).containsText("Hello there");
  }

  @Test
  void tellsWhatIsWrongWithAFileThatIsNoExport() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");
    byte[] broken = "{\"chats\":[{\"messages\":[{}]}]}".getBytes(StandardCharsets.UTF_8);

    tab.field("Import chats from a JSON file")
        .setInputFiles(new FilePayload("broken.json", "application/json", broken));

    assertThat(tab.page().locator("#chats .form-error")).containsText("chats[0].messages[0].id");
  }

  private static Tab withChats(Screen screen, String... titles) {
    Visitor visitor = browser.visitor(screen).signedIn();
    for (String title : titles) {
      visitor.api("POST", "/api/chats", Map.of("title", title));
    }
    Tab tab = visitor.open("/");
    tab.showSideBar();
    assertThat(rows(tab)).hasCount(titles.length);
    return tab;
  }

  private static Locator rows(Tab tab) {
    return tab.page().locator("chat-row a");
  }

  private static void menu(Tab tab, String title, String entry) {
    tab.button("Options for “" + title + "”").click();
    tab.role(AriaRole.MENUITEM, entry).click();
  }
}
