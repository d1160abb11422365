package llmchat.standalone;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a second Ctrl-C or SIGTERM end the process at once; by default the JVM ignores signals
 * while it stops.
 */
final class SecondSignal {
  private static final Logger LOG = LoggerFactory.getLogger(SecondSignal.class);

  /** The exit codes that a shell gives to processes ended by these signals. */
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private SecondSignal() {}

  /**
   * Lets the next signal end the process at once. Uses reflection: {@code sun.misc.Signal} is
   * supported, and the only way to handle a signal, but javac warns about each use.
   */
  static void endsAtOnce() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      for (Map.Entry<String, Integer> each : EXIT_CODES.entrySet()) {
        Object trapped = signal.getConstructor(String.class).newInstance(each.getKey());
        handle.invoke(null, trapped, halting(handler, each.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      LOG.debug("a second signal will be ignored", e);
    }
  }

  private static Object halting(Class<?> handler, int exitCode) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, arguments) -> {
          Runtime.getRuntime().halt(exitCode);
          return null;
        });
  }
}
