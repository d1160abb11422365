package llmchat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * An OpenAI-like provider on a real loopback socket that does exactly what a test tells it.
 *
 * <p>Each request gets the next enqueued {@link Reply}, in the order in which heads arrive; when
 * none is queued, {@link DefaultReplies} answers, or what {@link #otherwise} set. Every request is
 * kept to the byte, and how its exchange ended. A peer that closes its sending side counts as gone.
 * Methods are safe for any thread; those that wait fail with an {@link AssertionError} when time
 * runs out.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerSocket listener;
  private final ConcurrentLinkedQueue<Reply> queued = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Exchange> untaken = new LinkedBlockingQueue<>();
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  private final Set<UpstreamConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final Object change = new Object();
  private volatile Function<RecordedRequest, Reply> fallback = new DefaultReplies();

  private final Thread acceptor;

  private ScriptedUpstream(ServerSocket listener) {
    this.listener = listener;
    this.acceptor = Thread.ofVirtual().name("upstream-accept").start(this::accept);
  }

  /** Listens on a free port of 127.0.0.1. */
  public static ScriptedUpstream start() {
    return startAt(0);
  }

  /** Listens on a given port: a provider that comes back after {@link #close}. */
  public static ScriptedUpstream startAt(int port) {
    try {
      var listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      return new ScriptedUpstream(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** {@code http://127.0.0.1:port}, without a path. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** The address that is configured as a provider's base: the origin and {@code /v1}. */
  public String baseUrl() {
    return origin() + "/v1";
  }

  /** Adds replies for the next requests. */
  public ScriptedUpstream enqueue(Reply... replies) {
    queued.addAll(List.of(replies));
    return this;
  }

  /** What answers a request for which nothing is queued, in place of {@link DefaultReplies}. */
  public ScriptedUpstream otherwise(Function<RecordedRequest, Reply> replies) {
    fallback = replies;
    return this;
  }

  /** Forgets replies that are still queued, requests so far and {@link #otherwise}. */
  public void startOver() {
    queued.clear();
    untaken.clear();
    exchanges.clear();
    troubles.clear();
    fallback = new DefaultReplies();
  }

  /** The next request that was not taken yet; waits up to 10 s for it. */
  public RecordedRequest takeRequest() {
    return takeExchange().request();
  }

  /** As {@link #takeRequest}, with what became of the reply. */
  public Exchange takeExchange() {
    return takeExchange(PATIENCE);
  }

  public Exchange takeExchange(Duration limit) {
    return Waiting.forOne(
        () -> untaken.poll(limit.toNanos(), TimeUnit.NANOSECONDS),
        () -> "no request within " + limit + "; troubles: " + troubles);
  }

  /** Passes over the requests that were not taken yet; the next one taken is a new one. */
  public void forgetRequests() {
    untaken.clear();
  }

  /** Every request so far, taken or not, in the order in which they were complete. */
  public List<RecordedRequest> requests() {
    return exchanges.stream().map(Exchange::request).toList();
  }

  public int requestCount() {
    return exchanges.size();
  }

  /** Connections that are open now. */
  public int openConnections() {
    return open.size();
  }

  /** Connections that were ever accepted. */
  public int acceptedConnections() {
    return accepted.get();
  }

  /** What went wrong on connections, other than by script: malformed requests, truncated bodies. */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** Blocks until {@code count} connections have been accepted in all. */
  public void awaitConnections(int count, Duration limit) {
    await(() -> acceptedConnections() >= count, limit, count + " connections");
  }

  /** Blocks until peers have closed all their connections. */
  public void awaitConnectionsClosed(Duration limit) {
    await(open::isEmpty, limit, "connections to be closed");
  }

  /** Blocks until {@code count} requests have been received in all. */
  public void awaitRequests(int count, Duration limit) {
    await(() -> requestCount() >= count, limit, count + " requests");
  }

  /**
   * Closes the connections, as a provider does with idle ones, and goes on listening. Running
   * exchanges are waited for, up to 10 s.
   */
  public void closeConnections() {
    await(() -> exchanges.stream().allMatch(e -> e.ending().isPresent()), PATIENCE, "a quiet time");
    open.forEach(UpstreamConnection::close);
    awaitConnectionsClosed(PATIENCE);
  }

  /** Stops listening and closes every connection: from now on the port refuses. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The port is free only when the thread that accepts has let go of it.
    Waiting.until(() -> acceptor.join(PATIENCE), () -> "the port is still held");
    open.forEach(UpstreamConnection::close);
    awaitConnectionsClosed(PATIENCE);
  }

  Optional<Reply> nextReply() {
    return Optional.ofNullable(queued.poll());
  }

  Reply replyTo(RecordedRequest request) {
    return fallback.apply(request);
  }

  void began(Exchange exchange) {
    exchanges.add(exchange);
    untaken.add(exchange);
    changed();
  }

  void exchangeEnded() {
    changed();
  }

  void trouble(String where, Exception problem) {
    troubles.add(where + ": " + problem);
  }

  void ended(UpstreamConnection connection) {
    open.remove(connection);
    changed();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (!listener.isClosed()) {
          trouble("accept", e);
        }
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    int number = accepted.get() + 1;
    var connection = new UpstreamConnection(number, socket, this);
    open.add(connection);
    accepted.set(number);
    changed();
    Thread.ofVirtual().name("upstream-connection").start(connection::run);
  }

  private void changed() {
    synchronized (change) {
      change.notifyAll();
    }
  }

  private void await(BooleanSupplier condition, Duration limit, String what) {
    long deadline = System.nanoTime() + limit.toNanos();
    Waiting.until(
        () -> {
          synchronized (change) {
            while (!condition.getAsBoolean()) {
              long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
              if (millis <= 0) {
                return false;
              }
              change.wait(millis);
            }
            return true;
          }
        },
        () -> "waited " + limit + " for " + what + "; open connections: " + openConnections());
  }
}
