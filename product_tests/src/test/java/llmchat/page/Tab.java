package llmchat.page;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/**
 * One tab of a browser that shows the page: what one finds in it by role and name, and what in it
 * went wrong. Of the thread of the test only.
 */
final class Tab {
  /**
   * A status of 4xx is an answer of the API like others, and the page says what it means. Without
   * HTTPS, the browser complains that it has to do without one of the protections.
   */
  private static final List<String> EXPECTED =
      List.of("Failed to load resource", "The Cross-Origin-Opener-Policy header has been ignored");

  /** What the policy of the page stopped is in the console, whatever the browser says by itself. */
  private static final String VIOLATIONS =
      "addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sample}) =>"
          + " console.error('violated', violatedDirective, blockedURI, sample))";

  private final Page page;
  private final String origin;
  private final Screen screen;
  private final List<String> complaints = new ArrayList<>();

  Tab(Page page, String origin, Screen screen) {
    this.page = page;
    this.origin = origin;
    this.screen = screen;
    page.onConsoleMessage(this::console);
    page.onPageError(error -> complaints.add("thrown: " + error));
    page.onRequest(this::requested);
    page.onDialog(this::dialog);
    page.addInitScript(VIOLATIONS);
  }

  Page page() {
    return page;
  }

  Screen screen() {
    return screen;
  }

  Tab open(String path) {
    page.navigate(origin + path);
    return this;
  }

  /** The path of where the tab is. */
  String path() {
    return page.url().substring(origin.length());
  }

  /** What went wrong so far: errors in the console, dialogs, and requests to anywhere else. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The same, and forgets them. */
  List<String> takeComplaints() {
    List<String> taken = complaints();
    complaints.clear();
    return taken;
  }

  /** Waits for something to go wrong, which the test wanted, and forgets it. */
  String awaitComplaint() {
    page.waitForCondition(() -> !complaints.isEmpty());
    return takeComplaints().toString();
  }

  Locator role(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return role(AriaRole.BUTTON, name);
  }

  Locator link(String name) {
    return role(AriaRole.LINK, name);
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  Locator text(String text) {
    return page.getByText(text, new Page.GetByTextOptions().setExact(true));
  }

  Locator composer() {
    return role(AriaRole.TEXTBOX, "Message");
  }

  /** All answers that are shown, in their order. */
  Locator answers() {
    return page.locator("article.answer");
  }

  Locator answer() {
    return answers().last();
  }

  /** All questions that are shown, in their order. */
  Locator questions() {
    return page.locator("article.question");
  }

  /** Signs up in the form of the page, with {@link Visitor#PASSWORD}. */
  Tab signUp(String name) {
    button("Sign up").first().click();
    return logIn(name, Visitor.PASSWORD);
  }

  /** Logs in by the form of the page. */
  Tab logIn(String name, String password) {
    field("Username").fill(name);
    field("Password").fill(password);
    field("Password").press("Enter");
    return this;
  }

  /** Sends a question as one does on this screen. */
  void ask(String question) {
    composer().fill(question);
    if (screen.isPhone()) {
      button("Send").tap();
    } else {
      composer().press("Enter");
    }
  }

  /** Opens the drawer of the chats where they are in one. */
  void showSideBar() {
    if (screen.isPhone()) {
      button("Open sidebar").click();
    }
  }

  /** Chooses from the menu of the chat that is open. */
  void option(String name) {
    button("Chat options").click();
    role(AriaRole.MENUITEM, name).click();
  }

  private void console(ConsoleMessage message) {
    boolean isTrouble = message.type().equals("error") || message.type().equals("warning");
    if (isTrouble && EXPECTED.stream().noneMatch(message.text()::startsWith)) {
      complaints.add("console: " + message.text());
    }
  }

  private void requested(Request request) {
    String url = request.url();
    if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
      complaints.add("requested: " + url);
    }
  }

  private void dialog(Dialog dialog) {
    complaints.add("dialog: " + dialog.message());
    dialog.dismiss();
  }
}
