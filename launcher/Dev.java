import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import llmchat.web.PackedPage;
import llmchat.web.pack.Packing;
import llmchat.web.pack.PackingException;

/**
 * {@code ./llm-chat dev}: runs the program as a child process, and compiles the sources and starts
 * it anew whenever one is saved. While a version does not compile, the one before it goes on; one
 * that does not start gives way to the last that did. Error Prone is left to the build.
 *
 * <p>Java runs this file as it is, with the built program on the class path. The command is that of
 * the program, but for the class path, which it takes from the environment:
 *
 * <pre>java -cp "APP/llm-chat.jar:APP/lib/*" Dev.java PROJECT "MODULE MODULE…" COMMAND…</pre>
 */
final class Dev {
  /** Looking is cheap and, unlike the notices of some systems, prompt. */
  private static final long LOOK_EVERY_MILLIS = 150;

  /** A version that takes longer to stop is killed. */
  private static final long STOP_SECONDS = 10;

  /** The last line of what the program says at each start: it serves. */
  private static final String LAST_WORDS = "Stop with Ctrl-C.";

  /**
   * Deletes what was compiled when this process has ended, even if it was killed, and stops the
   * child. Its input is the child's process id whenever that changes, or an empty line if it ended.
   */
  private static final String CLEANER =
      """
      trap '' INT HUP TERM
      while read -r line; do child=$line; done
      if [ -n "$child" ] && kill "$child"; then sleep 5; fi
      rm -rf "$1"
      """;

  private final Path project;
  private final List<String> modules;
  private final List<String> command;

  /** The class path of the build, which is that of this file, and what of it is not ours. */
  private final String built = System.getProperty("java.class.path");

  private final String libraries =
      Stream.of(built.split(":")).filter(jar -> !isOurs(jar)).collect(joining(":"));
  private final Path output;
  private final Writer cleaner;
  private int attempts;
  private Optional<Child> child = Optional.empty();

  /** The class path of the last version that served. */
  private volatile String good = "";

  private volatile boolean stopping;
  private volatile boolean orderly;

  private Dev(Path project, List<String> modules, List<String> command) throws IOException {
    this.project = project;
    this.modules = modules;
    this.command = command;
    String folder = "target/llm-chat/dev-" + ProcessHandle.current().pid();
    output = Files.createDirectories(project.resolve(folder));
    Process cleaning = new ProcessBuilder("sh", "-c", CLEANER, "sh", output.toString()).start();
    cleaner = cleaning.outputWriter();
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main, cleaning)));
  }

  private static boolean isOurs(String jar) {
    try (JarFile opened = new JarFile(jar)) {
      return opened.getEntry("llmchat/") != null;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> command = List.of(arguments).subList(2, arguments.length);
    Dev dev = new Dev(Path.of(arguments[0]), List.of(arguments[1].split(" ")), command);
    dev.watch();
    dev.stop();
    dev.orderly = true;
  }

  private void watch() throws IOException, InterruptedException {
    long begun = project.resolve("target/llm-chat/current").toFile().lastModified();
    Map<Path, Long> tried = snapshot();
    if (tried.values().stream().anyMatch(saved -> saved > begun)) {
      tried = Map.of();
    } else {
      start(built);
    }
    Map<Path, Long> seen = Map.of();
    while (!stopping) {
      Map<Path, Long> now = snapshot();
      // The same in two looks: an editor or a checkout may still be writing.
      if (now.equals(seen) && !now.equals(tried)) {
        tried = now;
        reload();
      }
      seen = now;
      noticeTheEnd();
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** When each source was saved, in milliseconds. */
  private Map<Path, Long> snapshot() {
    return sources("src/main").collect(toMap(file -> file, file -> file.toFile().lastModified()));
  }

  /** The files in this folder of each module. */
  private Stream<Path> sources(String folder) {
    return modules.stream()
        .flatMap(module -> filesIn(project.resolve(module).resolve(folder)).stream());
  }

  /** All files below it but hidden ones, which editors make; none where there is no folder. */
  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException | UncheckedIOException gone) {
      return List.of();
    }
  }

  private void reload() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    deleteOldVersions();
    Path classes = Files.createDirectories(output.resolve("classes-" + ++attempts));
    if (!make(classes)) {
      say("not compiled" + (child.isPresent() ? ": the version before it goes on" : ""));
      return;
    }
    say("compiled in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    stop();
    start(classes + ":" + libraries);
  }

  /** Whether it could; otherwise it has said why not. */
  private boolean make(Path classes) {
    try {
      copyResources(classes);
      Packing.repack(project.resolve("web/src/main/web"), PackedPage.read()).write(classes);
      return compile(classes);
    } catch (PackingException | IOException | UncheckedIOException wrong) {
      System.err.println(wrong);
      return false;
    }
  }

  /** All sources, each time: nothing old can be left over, and the compiler is warm. */
  private boolean compile(Path classes) {
    List<String> arguments = new ArrayList<>(List.of("-g", "-parameters", "-proc:none", "-nowarn"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", libraries));
    sources("src/main/java").forEach(file -> arguments.add(file.toString()));
    String[] all = arguments.toArray(String[]::new);
    return ToolProvider.getSystemJavaCompiler().run(null, null, null, all) == 0;
  }

  private void copyResources(Path classes) throws IOException {
    for (String module : modules) {
      Path resources = project.resolve(module).resolve("src/main/resources");
      for (Path file : filesIn(resources)) {
        Path copy = classes.resolve(resources.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** All versions but the running one and the one to go back to. */
  private void deleteOldVersions() throws IOException, InterruptedException {
    String needed = good + ":" + child.map(running -> running.classPath).orElse("");
    List<String> command = new ArrayList<>(List.of("rm", "-rf"));
    try (Stream<Path> versions = Files.list(output)) {
      versions.map(Path::toString).filter(v -> !needed.contains(v + ":")).forEach(command::add);
    }
    new ProcessBuilder(command).start().waitFor();
  }

  private void start(String classPath) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("CLASSPATH", classPath);
    Child started = new Child(classPath, builder.start());
    tellCleaner(Long.toString(started.process.pid()));
    child = Optional.of(started);
    started.start();
  }

  private void stop() throws IOException, InterruptedException {
    if (child.isPresent()) {
      Process process = child.get().process;
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      forgetChild();
    }
  }

  /** A version that ended without ever serving makes room for the last one that did. */
  private void noticeTheEnd() throws IOException {
    if (child.isEmpty() || child.get().process.isAlive()) {
      return;
    }
    Child ended = child.get();
    forgetChild();
    if (ended.serves || good.isEmpty() || good.equals(ended.classPath)) {
      say("it has ended, and starts again when a source is saved");
    } else {
      say("not started: back to the version before it");
      start(good);
    }
  }

  private void forgetChild() throws IOException {
    child = Optional.empty();
    tellCleaner("");
  }

  private void tellCleaner(String line) throws IOException {
    cleaner.write(line + "\n");
    cleaner.flush();
  }

  /** On a signal, or after a failure here. */
  private void end(Thread main, Process cleaning) {
    stopping = true;
    try {
      main.join();
      cleaner.close();
      cleaning.waitFor();
    } catch (IOException | InterruptedException failure) {
      say("the program may still be running: " + failure);
    }
    // An orderly end is a success; by itself the JVM would report the signal.
    Runtime.getRuntime().halt(orderly ? 0 : 1);
  }

  private static void say(String text) {
    System.err.println("dev: " + text);
  }

  /** A version that was started, and the thread that passes on what it says. */
  private final class Child extends Thread {
    final String classPath;
    final Process process;
    final long started = System.nanoTime();
    volatile boolean serves;

    Child(String classPath, Process process) {
      this.classPath = classPath;
      this.process = process;
      setDaemon(true);
    }

    /** The first start says all; later ones leave out settings and advice, after an empty line. */
    @Override
    public void run() {
      boolean usual = false;
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          usual |= line.isEmpty() && !good.isEmpty() && !serves;
          if (!usual) {
            System.out.println(line);
          }
          if (line.equals(LAST_WORDS)) {
            usual = false;
            serves = true;
            good = classPath;
            say("started in " + (System.nanoTime() - started) / 1_000_000 + " ms");
          }
        }
      } catch (IOException killed) {
        // Nothing more to pass on.
      }
    }
  }
}
