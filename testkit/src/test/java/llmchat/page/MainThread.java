package llmchat.page;

import com.microsoft.playwright.Browser;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the thread of a page that runs its scripts and draws it had to do, as the browser's own
 * trace tells. While a task runs, the page answers to nobody.
 *
 * @param tasks how long each took of a processor, in milliseconds; what other programs took
 *     meanwhile is not in it
 */
record MainThread(List<Double> tasks) {
  MainThread {
    tasks = List.copyOf(tasks);
  }

  private static final String TASK = "ThreadControllerImpl::RunTask";

  /** Traces what happens in the browser from now on. */
  static void watch(Browser browser, Tab tab) {
    browser.startTracing(
        tab.page(), new Browser.StartTracingOptions().setCategories(List.of("toplevel")));
  }

  /** Ends the trace, and gives what was in it. */
  static MainThread stopWatching(Browser browser) {
    JsonNode trace = JsonMapper.shared().readTree(browser.stopTracing()).path("traceEvents");
    Set<String> threads =
        events(trace, "thread_name")
            .filter(event -> event.path("args").path("name").asString("").equals("CrRendererMain"))
            .map(MainThread::thread)
            .collect(Collectors.toSet());
    return new MainThread(
        events(trace, TASK)
            .filter(event -> threads.contains(thread(event)))
            .map(event -> event.path("tdur").asDouble(0) / 1000)
            .toList());
  }

  private static Stream<JsonNode> events(JsonNode trace, String name) {
    return StreamSupport.stream(trace.spliterator(), false)
        .filter(event -> event.path("name").asString("").equals(name));
  }

  private static String thread(JsonNode event) {
    return event.path("pid") + " " + event.path("tid");
  }
}
