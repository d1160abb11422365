package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.page.HostileContents.Content;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever somebody writes, nothing of it runs, nothing of it loads, and nothing of it becomes an
 * element that the page does not make itself. What the policy of the page had to stop counts as a
 * failure, too: the way in should not have let it through.
 */
class HostileContentTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  /** What is not an element or an attribute of an answer as the page makes it. */
  private static final String STRANGE =
      """
      () => {
        const tags = new Set(['A', 'BLOCKQUOTE', 'BR', 'BUTTON', 'CODE', 'DEL', 'DIV', 'EM', 'H1', 'H2',
          'H3', 'H4', 'H5', 'H6', 'HR', 'LI', 'OL', 'P', 'PRE', 'SPAN', 'STRONG', 'TABLE', 'TBODY', 'TD',
          'TH', 'THEAD', 'TR', 'UL']);
        const attributes = new Set(['align', 'aria-label', 'class', 'dir', 'href', 'rel', 'role', 'start',
          'tabindex', 'target', 'title', 'type']);
        const found = [];
        for (const element of document.querySelectorAll('.markdown *')) {
          if (!tags.has(element.tagName)) found.push(element.outerHTML);
          for (const { name } of element.attributes)
            if (!attributes.has(name)) found.push(name + ' of ' + element.outerHTML);
          if (element.href && !/^(https?|mailto):/.test(element.href)) found.push(element.href);
          if (element.tagName === 'A' && element.target !== '_blank') found.push(element.outerHTML);
        }
        return found.concat(window.__ran ? ['ran'] : []).map((each) => each.slice(0, 300));
      }\
      """;

  @Test
  void thereAreEnoughOfThem() {
    assertThat(HostileContents.all()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(HostileContents.all()).extracting(Content::name).doesNotHaveDuplicates();
  }

  /** As it arrives piece by piece, and as it is drawn when it is there. */
  @Test
  void asAnAnswer() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    List<String> wrong = new ArrayList<>();
    int answers = 0;
    for (Content content : HostileContents.all()) {
      browser.provider().enqueue(Answers.of(content.text()));
      tab.ask(content.name());
      assertThat(tab.questions().last()).containsText(content.name());
      assertThat(tab.page().locator("message-item").last().locator(".by")).isVisible();
      wrong.addAll(wrong(tab, content));
      if (++answers % 20 == 0) {
        tab.page().reload();
        assertThat(tab.answer().locator(".by")).isVisible();
        wrong.addAll(wrong(tab, new Content("read again, up to " + content, "")));
        tab.open("/");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void asAQuestionAndAsAHitOfTheSearch() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    List<Content> contents = upTo(1000);
    for (Content content : contents) {
      tab.ask("zebra " + content.name() + ": " + content.text());
      assertThat(tab.questions().last()).containsText(content.name());
      assertThat(tab.page().locator("message-item").last().locator(".by")).isVisible();
    }
    assertThat(wrong(tab, new Content("questions", ""))).isEmpty();

    tab.field("Search chats").fill("zebra");
    assertThat(hits(tab)).not().hasCount(0);
    while (tab.button("Show more").isVisible()) {
      int shown = hits(tab).count();
      tab.button("Show more").click();
      assertThat(hits(tab)).not().hasCount(shown);
    }
    assertThat(hits(tab)).hasCount(contents.size() + 1);
    assertThat(wrong(tab, new Content("hits", ""))).isEmpty();
  }

  @Test
  void asATitle() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    List<Content> contents = upTo(180);
    for (Content content : contents) {
      visitor.api("POST", "/api/chats", Map.of("title", "zebra " + content.text()));
    }
    Tab tab = visitor.open("/");
    assertThat(tab.page().locator("chat-row")).hasCount(50);
    tab.page().locator(".list").evaluate("list => list.scrollTo(0, 1e6)");
    assertThat(tab.page().locator("chat-row")).hasCount(contents.size());
    tab.page().locator("chat-row button").first().click();
    tab.role(AriaRole.MENUITEM, "Delete").click();
    assertThat(tab.button("Undo")).isVisible();
    tab.page().locator("chat-row a").first().click();
    assertThat(tab.page().locator(".chat-title")).containsText("zebra");
    assertThat(wrong(tab, new Content("titles", ""))).isEmpty();

    tab.field("Search chats").fill("zebra");
    assertThat(hits(tab)).hasCount(20);
    assertThat(wrong(tab, new Content("titles found", ""))).isEmpty();
  }

  private static Locator hits(Tab tab) {
    return tab.role(AriaRole.LIST, "Search results").getByRole(AriaRole.LINK);
  }

  static Stream<Content> names() {
    List<Content> fit =
        upTo(120).stream()
            .filter(content -> !content.text().matches("(?s).*\\p{Cntrl}.*"))
            .toList();
    return Stream.of(0, 8, 16, 24, 32, 40).map(fit::get);
  }

  @ParameterizedTest
  @MethodSource("names")
  void asAUserNameAndAsTheNameOfAKey(Content content) {
    String name = content.text() + Visitor.freshName().replace("visitor", "");
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedInAs(name);
    visitor.api(
        "POST",
        "/api/me/keys",
        Map.of("name", content.text().substring(0, Math.min(80, content.text().length()))));
    Tab tab = visitor.open("/");
    assertThat(tab.page().locator(".user-name")).containsText(name.strip());
    tab.link("Settings").click();
    assertThat(tab.text("This session")).isVisible();
    tab.page().locator(".key button").nth(1).click();
    tab.button("Cancel").click();

    assertThat(wrong(tab, content)).isEmpty();
  }

  @Test
  void asTheReasonOfAFailure() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    List<String> wrong = new ArrayList<>();
    List<Content> contents = upTo(120);
    for (int i = 0; i < contents.size(); i += 3) {
      Content content = contents.get(i);
      browser
          .provider()
          .enqueue(Reply.json(400, OpenAi.error(content.text(), "invalid_request_error", null)));
      tab.ask(content.name());
      assertThat(tab.questions().last()).containsText(content.name());
      assertThat(tab.answer()).containsText("This answer failed.");
      wrong.addAll(wrong(tab, content));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void isShownAsItWasWritten() {
    browser.provider().enqueue(Answers.of("Use <b onclick=x>bold</b>, \u001b[31mred\u202E."));
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("How?");

    assertThat(tab.answer()).containsText("Use <b onclick=x>bold</b>, ␛[31mred");
    assertThat(tab.answer().locator("b")).hasCount(0);
  }

  /** Without this, a browser that reports elsewhere would make the tests above pass for nothing. */
  @Test
  void whatRunsOrLoadsIsSeen() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    assertThat(tab.composer()).isVisible();

    tab.page()
        .evaluate(
            "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/'}))");
    assertThat(tab.awaitComplaint()).contains("evil.example");
    tab.page()
        .evaluate(
            "document.body.append(Object.assign(document.createElement('a'),"
                + " {href: 'javascript:window.__ran=1', id: 'trap'}))");
    tab.page().evaluate("document.getElementById('trap').click()");
    assertThat(tab.awaitComplaint()).containsAnyOf("violated", "Content Security Policy");
    assertThatThrownByTrustedTypes(tab);
  }

  private static void assertThatThrownByTrustedTypes(Tab tab) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> tab.page().evaluate("document.body.innerHTML = '<p>'"))
        .isInstanceOf(PlaywrightException.class);
    tab.takeComplaints();
  }

  private static List<Content> upTo(int length) {
    return HostileContents.all().stream()
        .filter(content -> content.text().length() <= length)
        .toList();
  }

  private static List<String> wrong(Tab tab, Content content) {
    Stream<?> strange = ((List<?>) tab.page().evaluate(STRANGE)).stream();
    return Stream.concat(strange, tab.takeComplaints().stream())
        .map(each -> content.name() + ": " + each)
        .toList();
  }
}
