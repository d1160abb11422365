package llmchat.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real browser, driven by its own command line: it loads a page and prints what became of it. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /**
   * A page after its scripts have run.
   *
   * @param dom the document as HTML
   * @param console what stands in the console, one line each
   */
  record Page(String dom, List<String> console) {}

  /** The browser on the {@code PATH}, if there is one. */
  public static Optional<Chromium> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(":")
        .splitAsStream(path)
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** Where it is. */
  public Path program() {
    return program;
  }

  /** Loads the page; the folder takes the browser's profile and output. */
  Page load(String url, Path folder) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("chromium.log");
    Process browser =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                // Time runs ahead only while the page has nothing to load, so this is no sleep.
                "--virtual-time-budget=20000",
                "--dump-dom",
                url)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!browser.waitFor(120, TimeUnit.SECONDS)) {
        throw new IOException("the browser did not end: " + Files.readString(log));
      }
      return new Page(Files.readString(dom), console(Files.readAllLines(log)));
    } finally {
      browser.destroyForcibly();
    }
  }

  private static List<String> console(List<String> log) {
    return log.stream().filter(line -> line.contains(":CONSOLE")).toList();
  }
}
