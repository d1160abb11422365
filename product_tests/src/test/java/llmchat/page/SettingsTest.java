package llmchat.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.Map;
import llmchat.product.Product;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one does with one's account. */
class SettingsTest {
  @RegisterExtension static final InBrowser browser = new InBrowser();

  private static final String OTHER_PASSWORD = "quite another password";

  @ParameterizedTest
  @EnumSource
  void makesAKeyThatWorksNamesItAndRevokesIt(Screen screen) throws Exception {
    Tab tab = browser.visitor(screen).signedIn().open("/settings");
    tab.field("Name of the new key").fill("laptop");
    tab.button("Create key").click();
    String key = tab.page().locator("code.secret").textContent();
    assertThat(tab.button("Copy key")).isFocused();
    assertThat(statusWith(key)).isEqualTo(200);
    tab.button("I have copied it").click();
    assertThat(tab.page().locator("code.secret")).hasCount(0);

    tab.button("Rename key “laptop”").click();
    tab.field("New name").fill("desk");
    tab.field("New name").press("Enter");
    tab.page().reload();
    Locator entry = keys(tab).filter(new Locator.FilterOptions().setHasText("desk"));
    assertThat(entry).containsText(key.substring(0, 13) + "…" + key.substring(key.length() - 4));

    tab.button("Revoke key “desk”").click();
    tab.role(AriaRole.ALERTDIALOG, "Revoke the key “desk”?").getByText("Revoke").last().click();

    assertThat(keys(tab)).hasCount(1);
    assertThat(statusWith(key)).isEqualTo(401);
  }

  @Test
  void doesNotRevokeAKeyWhenOneSaysNo() throws IOException, InterruptedException {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");
    tab.button("Revoke key “First key”").click();
    assertThat(tab.button("Cancel")).isFocused();
    tab.page().keyboard().press("Escape");

    assertThat(tab.role(AriaRole.ALERTDIALOG, "Revoke the key “First key”?")).isHidden();
    assertThat(tab.button("Revoke key “First key”")).isFocused();
  }

  @Test
  void showsHowToCallThisServer() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");
    String address = "http://127.0.0.1:" + browser.stage().product().port() + "/v1";
    Locator snippet = tab.page().locator("pre.snippet");
    assertThat(snippet).containsText("curl " + address + "/chat/completions");
    assertThat(snippet).containsText("\"model\": \"gpt-4o-mini\"");

    tab.button("Python").click();
    assertThat(snippet).containsText("base_url=\"" + address + "\"");
    tab.button("JavaScript").click();
    assertThat(snippet).containsText("baseURL: '" + address + "'");
  }

  @Test
  void tellsThatNoLimitIsSet() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");

    assertThat(tab.text("You have no rate limit on this server.")).isVisible();
  }

  @ParameterizedTest
  @EnumSource
  void changesThePasswordAndEndsTheOtherSessions(Screen screen) {
    String name = Visitor.freshName();
    Visitor visitor = browser.visitor(screen).signedInAs(name);
    Tab other = browser.visitor(screen).open("/").logIn(name, Visitor.PASSWORD);
    assertThat(other.composer()).isVisible();
    Tab tab = visitor.open("/settings");
    tab.field("Current password").fill("not this one");
    tab.field("New password").fill(OTHER_PASSWORD);
    tab.button("Change password").click();
    assertThat(tab.field("Current password")).hasAttribute("aria-invalid", "true");

    tab.field("Current password").fill(Visitor.PASSWORD);
    tab.button("Change password").click();

    assertThat(tab.text("Password changed. 1 other session was ended.")).isVisible();
    other.composer().fill("Still in?");
    other.button("Send").click();
    assertThat(other.text("Your session has ended")).isVisible();
    Tab again = browser.visitor(screen).open("/").logIn(name, Visitor.PASSWORD);
    assertThat(again.text("Incorrect username or password.")).isVisible();
    again.logIn(name, OTHER_PASSWORD);
    assertThat(again.composer()).isVisible();
  }

  @Test
  void endsAllOtherSessions() {
    String name = Visitor.freshName();
    Tab tab = browser.visitor(Screen.DESKTOP).signedInAs(name).open("/");
    Tab other = browser.visitor(Screen.DESKTOP).open("/").logIn(name, Visitor.PASSWORD);
    assertThat(other.composer()).isVisible();
    tab.link("Settings").click();
    assertThat(tab.text("Another session")).isVisible();

    tab.button("End all other sessions").click();

    assertThat(tab.text("1 session ended")).isVisible();
    assertThat(tab.text("Another session")).hasCount(0);
    other.page().reload();
    assertThat(other.button("Log in").first()).isVisible();
  }

  /** The refusal is the server's own, given to another call than it was meant for. */
  @Test
  void staysSignedInWhereOnlyAnAdministratorMayDoSomething() {
    Tab tab = browser.visitor(Screen.DESKTOP).signedIn().open("/settings");
    assertThat(keys(tab)).hasCount(1);
    String adminOnly = "http://127.0.0.1:" + browser.stage().product().port() + "/metrics";
    tab.page()
        .route(
            "**/api/me/keys",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setResponse(
                            route.fetch(
                                new Route.FetchOptions().setUrl(adminOnly).setMethod("GET")))),
            new Page.RouteOptions().setTimes(1));
    tab.field("Name of the new key").fill("laptop");
    tab.button("Create key").click();
    assertThat(tab.page().getByLabel("Notices").getByText("Only an administrator may do this."))
        .isVisible();
    assertThat(tab.text("Your session has ended")).isHidden();

    tab.button("Create key").click();
    assertThat(tab.button("Copy key")).isFocused();
  }

  @Test
  void logsOutInAllTabs() {
    Visitor visitor = browser.visitor(Screen.DESKTOP).signedIn();
    Tab tab = visitor.open("/");
    Tab second = visitor.open("/settings");
    assertThat(second.text("First key")).isVisible();

    tab.button("Log out").click();

    assertThat(tab.field("Username")).isVisible();
    assertThat(second.field("Username")).isVisible();
  }

  @ParameterizedTest
  @EnumSource
  void deletesTheAccount(Screen screen) {
    String name = Visitor.freshName();
    Tab tab = browser.visitor(screen).signedInAs(name).open("/settings");
    tab.field("Your password").fill("not this one");
    tab.button("Delete my account").click();
    confirmDeletion(tab);
    assertThat(tab.field("Your password")).hasAttribute("aria-invalid", "true");

    tab.field("Your password").fill(Visitor.PASSWORD);
    tab.button("Delete my account").click();
    confirmDeletion(tab);

    assertThat(tab.field("Username")).isVisible();
    tab.logIn(name, Visitor.PASSWORD);
    assertThat(tab.text("Incorrect username or password.")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void staysInTheColoursThatWereChosen(ColorScheme system) {
    NewContextOptions window = Screen.DESKTOP.window().setColorScheme(system);
    boolean isDark = system == ColorScheme.DARK;
    Tab tab = browser.visitor(Screen.DESKTOP, window).signedIn().open("/settings");
    Object asSystem = background(tab);

    tab.field(isDark ? "Light" : "Dark").check();

    Object chosen = background(tab);
    assertThat(chosen).isNotEqualTo(asSystem);
    tab.page().reload();
    assertThat(tab.field(isDark ? "Light" : "Dark")).isChecked();
    assertThat(background(tab)).isEqualTo(chosen);
  }

  @Test
  void showsOnlyWhatAnOperatorWithTheAdminsKeyCanDo() {
    Visitor visitor = browser.visitor(Screen.DESKTOP);
    visitor.context().setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + Product.ADMIN_KEY));
    Tab tab = visitor.open("/settings");

    assertThat(tab.text("Administrator")).isVisible();
    assertThat(tab.role(AriaRole.REGION, "Chats")).isVisible();
    assertThat(tab.role(AriaRole.REGION, "API keys")).hasCount(0);
    assertThat(tab.role(AriaRole.REGION, "Delete account")).hasCount(0);
  }

  private static void confirmDeletion(Tab tab) {
    tab.role(AriaRole.ALERTDIALOG, "Delete your account?")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete my account"))
        .click();
  }

  private static Locator keys(Tab tab) {
    return tab.role(AriaRole.LIST, "Your keys").getByRole(AriaRole.LISTITEM);
  }

  private static Object background(Tab tab) {
    return tab.page().evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  private static int statusWith(String key) throws IOException, InterruptedException {
    try (Http http = Http.to(browser.stage().product().port())) {
      return http.bearer(key).get("/v1/models").statusCode();
    }
  }
}
