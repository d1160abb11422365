package llmchat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.docs.Chromium;
import llmchat.product.Product;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.ScriptedUpstream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives the tests of a class the {@link Stage} of the run, and each test visitors of its own. After
 * each test nothing may have gone wrong in any of their tabs; of a test that failed, pictures of
 * its tabs are left in {@code target/failed-pages}.
 */
final class InBrowser implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  /** Neither this machine's name nor its address: for a browser, plain HTTP to it is not secure. */
  static final String OTHER_HOST = "chat.test";

  private static final Namespace OURS = Namespace.create(InBrowser.class);

  private final List<Visitor> visitors = new ArrayList<>();
  private @Nullable Stage stage;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Chromium> chromium = Chromium.find();
    if (chromium.isEmpty()) {
      System.err.println(
          "SKIPPED: no Chromium on the PATH, so the chat page is not tried in a browser");
    }
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
    Path program = chromium.orElseThrow().program();
    stage =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(Stage.class, key -> new Stage(program), Stage.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    provider().startOver();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (context.getExecutionException().isPresent()) {
        takePictures(context);
      } else {
        assertThat(tabs()).allSatisfy(tab -> assertThat(tab.complaints()).isEmpty());
      }
    } finally {
      visitors.forEach(visitor -> visitor.context().close());
      visitors.clear();
    }
  }

  /** The model behind the page. */
  ScriptedUpstream provider() {
    return stage().product().provider();
  }

  Stage stage() {
    if (stage == null) {
      throw new IllegalStateException("only within a test");
    }
    return stage;
  }

  /** Somebody who is not signed in. */
  Visitor visitor(Screen screen) {
    return visitor(screen, screen.window());
  }

  /** The same with a browser that is set as wanted. */
  Visitor visitor(Screen screen, NewContextOptions window) {
    return visitor(screen, window, "127.0.0.1:" + stage().product().port());
  }

  /** The same at a product that the test started for itself. */
  Visitor visitorAt(Product product, Screen screen) {
    return visitor(screen, screen.window(), "127.0.0.1:" + product.port());
  }

  /** The same on another machine, over plain HTTP, under the name {@link #OTHER_HOST}. */
  Visitor visitorWithoutHttps(Screen screen) {
    return visitor(screen, screen.window(), OTHER_HOST + ":" + stage().product().port());
  }

  /** The same over a connection that can break. */
  Visitor visitorBehind(FaultProxy proxy, Screen screen) {
    return visitor(screen, screen.window(), "127.0.0.1:" + proxy.port());
  }

  private Visitor visitor(Screen screen, NewContextOptions window, String host) {
    Visitor visitor = stage().visitor(screen, window, "http://" + host);
    visitors.add(visitor);
    return visitor;
  }

  private List<Tab> tabs() {
    return visitors.stream().flatMap(visitor -> visitor.tabs().stream()).toList();
  }

  private void takePictures(ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getSimpleName() + "-" + context.getUniqueId().hashCode();
    for (Tab tab : tabs()) {
      Path picture = Path.of("target/failed-pages", test + "-" + tabs().indexOf(tab) + ".png");
      System.err.println(
          context.getDisplayName() + " at " + tab.path() + " " + tab.complaints() + " " + picture);
      try {
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(picture));
      } catch (PlaywrightException e) {
        System.err.println("no picture: " + e.getMessage());
      }
    }
  }
}
