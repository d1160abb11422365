package llmchat.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures that only one process uses a SQLite file: a second gateway would sometimes find it
 * locked, and would not invalidate what the first one caches.
 *
 * <p>The lock is on {@code llm-chat.lock} beside the file, which contains the process id. The
 * operating system releases it when the process ends, even by a crash.
 */
final class SqliteLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLock.class);

  /** Far after the text, so that other processes can read that on every system. */
  private static final long LOCKED_BYTE = 1L << 30;

  /** Locked by this process: opening a file again and closing it would release its lock. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final @Nullable FileChannel channel;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteLock(Path path, @Nullable FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the lock of a database file, whose folder must exist.
   *
   * @throws StoreOpenException if another process has it
   */
  static SqliteLock take(Path database) {
    Path path = pathFor(behindLinks(database));
    if (!OURS.add(path)) {
      throw taken(database, Optional.of(Long.toString(ProcessHandle.current().pid())));
    }
    try {
      Optional<FileChannel> channel = locked(path);
      if (channel.isPresent()) {
        return new SqliteLock(path, channel.get());
      }
    } catch (IOException e) {
      // Some network file systems have no locks; the start must not fail because of that.
      LOG.warn("{} cannot be locked: make sure that only one gateway uses it", database, e);
      return new SqliteLock(path, null);
    }
    OURS.remove(path);
    throw taken(database, holder(path));
  }

  private static Optional<FileChannel> locked(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, CREATE, WRITE);
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        channel.close();
        return Optional.empty();
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(UTF_8);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Path behindLinks(Path database) {
    try {
      return SqliteFile.behindLinks(database);
    } catch (IOException e) {
      return database;
    }
  }

  private static Path pathFor(Path database) {
    String name = database.getFileName().toString();
    String stem = name.endsWith(".db") ? name.substring(0, name.length() - 3) : name;
    return database.toAbsolutePath().normalize().resolveSibling(stem + ".lock");
  }

  private static Optional<String> holder(Path path) {
    try {
      return Optional.of(Files.readString(path).strip()).filter(text -> text.matches("\\d+"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static StoreOpenException taken(Path database, Optional<String> pid) {
    return new StoreOpenException(
        "The database file %s is in use by another LLM Chat%s: stop that one first, or choose another folder with DATA_DIR"
            .formatted(database, pid.map(text -> " (process " + text + ")").orElse("")));
  }

  /** Releases the lock. The file stays, since removing it could release another process's lock. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return; // another process may hold it by now
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("closing a lock failed", e);
    } finally {
      OURS.remove(path);
    }
  }
}
