package llmchat.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import llmchat.testkit.GatewayUnderTest;

/** One browser and one product, with a model that answers as it is told, for a whole test run. */
final class Stage implements AutoCloseable {
  /** A host that is neither this machine's name nor its address: plain HTTP to it is not secure. */
  private static final String OTHER_HOST = "chat.test";

  private final GatewayUnderTest product;
  private final Playwright playwright;
  private final Browser browser;

  Stage(Path chromium) {
    product =
        GatewayUnderTest.boot(
            GatewayUnderTest.Form.STANDALONE, Map.of("MODEL_NAME", "gpt-4o-mini,gpt-4o"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1")));
  }

  GatewayUnderTest product() {
    return product;
  }

  /** Somebody at the address of this machine, where a browser takes plain HTTP for secure. */
  Visitor visitor(Screen screen, NewContextOptions window) {
    return visitor(screen, window, "127.0.0.1");
  }

  /** Somebody elsewhere in the network, without HTTPS. */
  Visitor visitorWithoutHttps(Screen screen) {
    return visitor(screen, screen.window(), OTHER_HOST);
  }

  private Visitor visitor(Screen screen, NewContextOptions window, String host) {
    return new Visitor(browser.newContext(window), "http://" + host + ":" + product.port(), screen);
  }

  @Override
  public void close() {
    playwright.close();
    product.close();
  }
}
