package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.Ending;
import llmchat.testkit.Gate;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What one does with questions and answers. */
class ConversationTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final Duration SOON = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void stopsAnAnswerAndKeepsWhatCameOfIt(Screen screen) {
    Gate never = new Gate();
    browser.provider().enqueue(Answers.beginning("So far", never));
    Tab tab = browser.visitor(screen).signedIn().open("/");
    tab.ask("Go");
    assertThat(tab.answer()).containsText("So far");

    tab.button("Stop").click();

    assertThat(tab.answer()).containsText("You stopped this answer.");
    assertThat(tab.answer()).containsText("So far");
    assertThat(browser.provider().takeExchange().awaitEnd(SOON))
        .isInstanceOf(Ending.ClosedByPeer.class);
    assertThat(tab.composer()).isFocused();
    never.open();
  }

  @Test
  void stopsAnAnswerWithEscape() {
    Gate never = new Gate();
    browser.provider().enqueue(Answers.beginning("So far", never));
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("Go");
    assertThat(tab.answer()).containsText("So far");

    tab.page().keyboard().press("Escape");

    assertThat(tab.answer()).containsText("You stopped this answer.");
    never.open();
  }

  @ParameterizedTest
  @EnumSource
  void editsAQuestionMakesAnotherAnswerAndWalksBetweenThem(Screen screen) {
    browser.provider().enqueue(Answers.of("A1"), Answers.of("A2"), Answers.of("B1"));
    Tab tab = browser.visitor(screen).signedIn().open("/");
    tab.ask("a");
    assertThat(tab.answer()).containsText("A1");

    tab.button("Regenerate").click();
    assertThat(tab.answer()).containsText("A2");
    assertThat(tab.answer()).containsText("2 of 2");
    tab.button("Edit").click();
    tab.field("Edit your question").fill("b");
    tab.button("Send again").click();
    assertThat(tab.answer()).containsText("B1");
    assertThat(tab.questions()).containsText(new String[] {"b"});

    tab.questions().last().getByLabel("Previous version").click();
    assertThat(tab.questions()).containsText(new String[] {"a"});
    assertThat(tab.answer()).containsText("A2");
    tab.answer().getByLabel("Previous version").click();
    assertThat(tab.answer()).containsText("A1");
    assertThat(tab.answer()).containsText("1 of 2");
    tab.page().reload();
    assertThat(tab.answer()).containsText("A1");
    assertThat(browser.provider().requestCount()).isEqualTo(3);
  }

  @Test
  void asksWithTheModelAndTheSystemPromptThatWereChosen() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.field("Model").selectOption("gpt-4o");
    tab.option("System prompt");
    tab.field("System prompt").last().fill("Answer in verse.");
    tab.button("Save").click();
    tab.ask("One");
    assertThat(tab.button("Regenerate")).isVisible();
    assertSent("gpt-4o", "Answer in verse.");

    tab.field("Model").selectOption("gpt-4o-mini");
    tab.option("System prompt");
    assertThat(tab.field("System prompt").last()).hasValue("Answer in verse.");
    tab.field("System prompt").last().fill("Be brief.");
    tab.button("Save").click();
    tab.ask("Two");
    assertThat(tab.button("Regenerate")).hasCount(2);

    assertSent("gpt-4o-mini", "Be brief.");
    assertThat(tab.answers().first()).hasAccessibleName("Answer by gpt-4o");
    assertThat(tab.answer()).hasAccessibleName("Answer by gpt-4o-mini");
  }

  @Test
  void tellsWhyAnAnswerFailedAndTriesAgain() {
    browser
        .provider()
        .enqueue(
            Reply.json(503, OpenAi.error("The model is overloaded.", "server_error", null)),
            Answers.of("Here it is."));
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.ask("Hello?");
    assertThat(tab.answer()).containsText("This answer failed. The model is overloaded.");
    assertThat(tab.page().locator("status-line [role=alert]"))
        .hasText("The answer failed. The model is overloaded.");

    tab.button("Try again").click();

    assertThat(tab.answer()).containsText("Here it is.");
  }

  @Test
  void makesANewLineWithShiftAndGoesBackToTheLastQuestionWithArrowUp() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/");
    tab.composer().fill("First");
    tab.composer().press("Shift+Enter");
    tab.composer().pressSequentially("second");
    assertThat(tab.composer()).hasValue("First\nsecond");
    tab.composer().press("Enter");
    assertThat(tab.button("Regenerate")).isVisible();
    assertThat(tab.composer()).hasValue("");

    tab.composer().press("ArrowUp");

    assertThat(tab.field("Edit your question")).hasValue("First\nsecond");
    assertThat(tab.field("Edit your question")).isFocused();
    tab.field("Edit your question").press("Escape");
    assertThat(tab.button("Edit")).isFocused();
  }

  private static void assertSent(String model, String prompt) {
    RecordedRequest sent = browser.provider().takeRequest();
    assertThat(sent.json().path("model").asString()).isEqualTo(model);
    List<String> prompts = new ArrayList<>();
    for (JsonNode message : sent.json().path("messages")) {
      if (message.path("role").asString().equals("system")) {
        prompts.add(message.path("content").asString());
      }
    }
    assertThat(prompts).containsExactly(prompt);
  }
}
