package llmchat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A real Redis, from binaries that Maven brings, without persistence, on a free port of the
 * loopback. {@link #shared} runs for the whole JVM; a test of outages starts one of its own and may
 * {@link #stop} and {@link #start} it, which empties it and keeps its port.
 */
public final class RealRedis implements AutoCloseable {
  private static @Nullable RealRedis shared;

  private final int port;
  private @Nullable RedisServer server;

  private RealRedis(int port) {
    this.port = port;
  }

  /** The one of this JVM, started on first use and stopped at its end; never stop it in a test. */
  public static synchronized RealRedis shared() {
    if (shared == null) {
      RealRedis redis = started();
      Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "stop-redis"));
      shared = redis;
    }
    return shared;
  }

  /** One of the test's own, running. */
  public static RealRedis started() {
    RealRedis redis = new RealRedis(FreePort.find());
    redis.start();
    return redis;
  }

  /** As a {@code REDIS_URL}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Starts it, empty, on its port; returns when it takes connections. */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      RedisServer starting =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new UncheckedIOException("Redis did not start", e);
    }
  }

  /** Stops it; connections break. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    try {
      server.stop();
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException("Redis did not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
