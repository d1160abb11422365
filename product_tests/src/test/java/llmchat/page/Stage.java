package llmchat.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;

/** One browser and one product, with a model that answers as it is told, for a whole test run. */
final class Stage implements AutoCloseable {
  private final Product product;
  private final Playwright playwright;
  private final Browser browser;

  Stage(Path chromium) {
    product =
        Setup.of(Form.ONE_PROCESS)
            .with("MODEL_NAME", "gpt-4o-mini,gpt-4o")
            .with("ALLOWED_HOSTS", InBrowser.OTHER_HOST)
            .start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--host-resolver-rules=MAP " + InBrowser.OTHER_HOST + " 127.0.0.1")));
  }

  Browser browser() {
    return browser;
  }

  Product product() {
    return product;
  }

  /**
   * Somebody with a browser that is set as wanted.
   *
   * @param origin where this one finds the product: its own address, or a way to it
   */
  Visitor visitor(Screen screen, NewContextOptions window, String origin) {
    return new Visitor(browser.newContext(window), origin, screen);
  }

  @Override
  public void close() {
    playwright.close();
    product.close();
  }
}
