package llmchat.page;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with a browser of their own: its cookies, its storage and its tabs. */
final class Visitor {
  static final String PASSWORD = "a password of some length";
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final BrowserContext context;
  private final String origin;
  private final Screen screen;
  private final List<Tab> tabs = new ArrayList<>();

  Visitor(BrowserContext context, String origin, Screen screen) {
    this.context = context;
    this.origin = origin;
    this.screen = screen;
    context.setDefaultTimeout(10_000);
  }

  static String freshName() {
    return "visitor-" + NAMES.incrementAndGet();
  }

  BrowserContext context() {
    return context;
  }

  List<Tab> tabs() {
    return tabs;
  }

  /** A new tab at a path of the page. */
  Tab open(String path) {
    Tab tab = new Tab(context.newPage(), origin, screen);
    tabs.add(tab);
    return tab.open(path);
  }

  /** Has an account and is logged in, before the page is opened. */
  Visitor signedIn() {
    return signedInAs(freshName());
  }

  /** The same under a name that is wanted. */
  Visitor signedInAs(String name) {
    post("/signup", name);
    post("/login", name);
    return this;
  }

  /** Calls the API with the session of this browser. */
  APIResponse api(String method, String path, Object json) {
    return answered(
        context
            .request()
            .fetch(
                origin + path,
                RequestOptions.create()
                    .setMethod(method)
                    .setHeader("Origin", origin)
                    .setData(json)));
  }

  private void post(String path, String name) {
    answered(
        context
            .request()
            .post(
                origin + path,
                RequestOptions.create()
                    .setForm(FormData.create().set("username", name).set("password", PASSWORD))));
  }

  private static APIResponse answered(APIResponse answer) {
    if (!answer.ok()) {
      throw new AssertionError(answer.url() + ": " + answer.status() + " " + answer.text());
    }
    return answer;
  }
}
