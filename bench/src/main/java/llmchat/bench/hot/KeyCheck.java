package llmchat.bench.hot;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.keys.IssuedKey;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.sessions.SessionLifetime;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.StoreBounds;
import llmchat.gateway.users.Users;
import llmchat.llm.Pool;
import llmchat.llm.Secret;
import llmchat.server.Clocks;
import llmchat.server.observe.LogFormat;
import llmchat.server.observe.Logging;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a request's {@code Authorization} to the caller, whom the cache knows. */
@State(Scope.Benchmark)
public class KeyCheck {
  /** Every gateway has one, and it is compared first. */
  private static final Optional<Secret> ADMIN_KEY =
      Optional.of(new Secret("an-admin-key-of-a-usual-length-0123456789"));

  private final Logging log =
      Logging.begin(LogFormat.TEXT, "INFO", OutputStream.nullOutputStream());
  private final Path folder = newFolder();
  private final Database database;
  private final CapturedExchange captured;
  private final Authentication authentication;

  /** Makes an account, and asks for it once so that it is cached; blocks. */
  public KeyCheck() {
    InstantSource time = InstantSource.system();
    database =
        Database.open(
            DatabaseAddress.inFolder(folder), StoreBounds.DEFAULT, time, System::nanoTime);
    ApiKeys keys = ApiKeys.open(database);
    Sessions sessions = new Sessions(SessionLifetime.of(Duration.ofDays(7)));
    Clocks clocks = new Clocks(time, System::nanoTime);
    authentication =
        new Authentication(
            new Callers(database, ADMIN_KEY, List.of(keys, sessions), clocks),
            new Pool(Authentication.STORE_WORK));
    captured = CapturedExchange.of(exchange -> {}, "Authorization", "Bearer " + newKey(keys));
    var _ = authentication.caller(captured.exchange()).await();
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("llm-chat-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String newKey(ApiKeys keys) {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    var _ =
        database
            .write(handle -> {
              String userId = Users.add(handle, "bench", "no hash, so no log-in", 0).orElseThrow();
              keys.addFirst(handle, userId, key, 0);
              return userId;
            })
            .await();
    return key.text().reveal();
  }

  /** What every call does before its body is read. */
  @Benchmark
  public Caller check() {
    return authentication.caller(captured.exchange()).result();
  }

  /** Gives everything back; blocks. */
  @TearDown
  public void close() throws IOException {
    captured.close();
    database.close();
    log.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
