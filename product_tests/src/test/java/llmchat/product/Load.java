package llmchat.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.testkit.Http;
import llmchat.testkit.SseEvent;

/**
 * Clients that call again and again until they are told to stop, and note what was not as it should
 * be: a call that was not answered with 200, a stream that did not end whole.
 */
final class Load implements AutoCloseable {
  private static final String BODY =
      "{\"model\":\"demo\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"[demo delay=%s words=30]\"}]}";
  private static final String CALL = BODY.formatted("false", "1ms");
  private static final String STREAM = BODY.formatted("true", "30ms");

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private final Http http;
  private final int events;
  private volatile boolean stopping;

  /** Begins: so many clients for whole answers, and so many for streams of about a second. */
  Load(Http http, int callers, int readers) throws Exception {
    this.http = http;
    this.events =
        (int)
            http.events("/v1/chat/completions", STREAM).toEnd().stream()
                .filter(SseEvent::hasData)
                .count();
    repeat(callers, "call", this::call);
    repeat(readers, "stream", this::stream);
  }

  private void repeat(int count, String what, Callable<String> work) {
    for (int i = 0; i < count; i++) {
      clients.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!stopping) {
                  String failure = failure(work);
                  if (!failure.isEmpty()) {
                    failures.add(what + ": " + failure);
                  }
                }
              }));
    }
  }

  private static String failure(Callable<String> work) {
    try {
      return work.call();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private String call() throws Exception {
    var answer = http.post("/v1/chat/completions", CALL);
    calls.incrementAndGet();
    return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
  }

  private String stream() throws Exception {
    List<SseEvent> seen = http.events("/v1/chat/completions", STREAM).toEnd();
    streams.incrementAndGet();
    long data = seen.stream().filter(SseEvent::hasData).count();
    boolean whole = data == events && seen.getLast().isDone();
    return whole ? "" : data + " of " + events + " events, the last " + seen.getLast();
  }

  /** Whole answers so far. */
  int calls() {
    return calls.get();
  }

  /** Streams that have ended so far. */
  int streams() {
    return streams.get();
  }

  /** What went wrong so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Lets every client end its call. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    for (Thread client : clients) {
      client.join();
    }
  }
}
