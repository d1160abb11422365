package llmchat.standalone.dev;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One running version of the services, in a class loader of its own.
 *
 * <p>The entry class is found by name, since each version has its own. It has a {@code public
 * static AutoCloseable start(String[])} that returns once requests are served; closing what it
 * returns stops everything, so that the next version finds the ports free.
 */
final class Services implements AutoCloseable {
  private final URLClassLoader loader;
  private final AutoCloseable running;

  private Services(URLClassLoader loader, AutoCloseable running) {
    this.loader = loader;
    this.running = running;
  }

  /** A loader of the classes and resources in {@code paths}. */
  static URLClassLoader loader(String name, List<Path> paths, @Nullable ClassLoader parent)
      throws MalformedURLException {
    URL[] urls = new URL[paths.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = paths.get(i).toUri().toURL();
    }
    return new URLClassLoader(name, urls, parent);
  }

  /**
   * Starts the version in {@code classes}.
   *
   * @param libraries the loader of everything else, which all versions share
   * @throws Exception what the entry threw, or that there is none
   */
  @SuppressWarnings("ClassLoaderLeak") // kept as long as the services run, closed with them
  static Services start(
      List<Path> classes, ClassLoader libraries, String entry, List<String> arguments)
      throws Exception {
    URLClassLoader loader = loader("services", classes, libraries);
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Object started =
          loader
              .loadClass(entry)
              .getMethod("start", String[].class)
              .invoke(null, (Object) arguments.toArray(String[]::new));
      return new Services(loader, (AutoCloseable) started);
    } catch (Throwable failure) {
      loader.close();
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      running.close();
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    } finally {
      loader.close();
    }
  }
}
