package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import llmchat.llm.AnswerForm;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import llmchat.llm.Outcome;
import llmchat.llm.Pool;
import llmchat.llm.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, with notes for the log and the metrics. It is answered at most once,
 * and its listener is notified of its end exactly once. Confined to its event loop.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Client client;
  private final ExchangeListener listener;
  private final ServerLoad load;
  private final String id;
  private final long begun;
  private final Notes notes = new Notes();

  private Holder holder;
  private Route route = Route.NONE;
  private Map<String, String> pathParameters = Map.of();
  private final Front front;
  private AnswerForm form;
  private boolean over;
  private boolean streaming;
  private int status;
  private @Nullable Outcome outcome;
  private final Hooks gone = new Hooks();
  private final Hooks ended = new Hooks();
  private final Hooks delivered = new Hooks();
  private final Hooks closed = new Hooks();
  private final List<Consumer<Failure>> aborted = new ArrayList<>(1);

  /**
   * Starts the exchange and notifies the listener.
   *
   * @param load the pools that all clients share
   * @param now the time, in nanoseconds of a monotonic clock
   */
  Exchange(
      HttpServerRequest request,
      Client client,
      Front front,
      ExchangeListener listener,
      ServerLoad load,
      long now) {
    this.request = request;
    this.client = client;
    this.response = request.response();
    this.listener = listener;
    this.load = load;
    this.holder = Holder.address(client.address());
    this.begun = now;
    this.id = RequestIds.choose(request.getHeader(REQUEST_ID));
    this.front = front;
    this.form = front.form();
    response.putHeader(REQUEST_ID, id);
    Cors.addHeaders(this);
    BrowserRules.addHeaders(this);
    PrivateAnswers.mark(this);
    response.closeHandler(end -> {
      gone();
      delivered.run();
      closed.run();
    });
    // Writes to a connection that has just been closed; the close handler does all that is needed.
    response.exceptionHandler(problem -> {});
    listener.started(this);
  }

  void routed(Route route, Map<String, String> parameters) {
    this.route = route;
    this.pathParameters = parameters;
    this.form = route.form();
  }

  /** The id of the request, in the answer's {@code x-request-id} and in the log. */
  public String id() {
    return id;
  }

  /** The request. */
  public HttpServerRequest request() {
    return request;
  }

  /** The response; end it with {@link #send}, {@link #end} or {@link #fail}. */
  public HttpServerResponse response() {
    return response;
  }

  /** The client that sent the request. */
  public Client client() {
    return client;
  }

  /** The host that the client requested, with the port if it sent one. */
  public Optional<String> host() {
    return client
        .host()
        .or(() -> header(HttpHeaders.HOST))
        .or(() -> Optional.ofNullable(request.authority()).map(HostAndPort::toString));
  }

  /** When the head arrived, in nanoseconds of a monotonic clock. */
  public long begun() {
    return begun;
  }

  /** The route that answers; {@link Route#NONE} until it is found. */
  public Route route() {
    return route;
  }

  /** A path parameter, decoded; empty if there is none of that name. */
  public String pathParameter(String name) {
    return pathParameters.getOrDefault(name, "");
  }

  /** The front that the path belongs to. */
  Front front() {
    return front;
  }

  /** The form of errors and streams for this client. */
  public AnswerForm form() {
    return form;
  }

  /** Whose shares of pools the exchange uses: the client's address until the caller is known. */
  public Holder holder() {
    return holder;
  }

  /** Counts the exchange for a user, once authenticated; see {@link #countFor}. */
  public Optional<Failure> countForUser(String id) {
    return switch (holder) {
      case Holder.Address from -> countFor(new Holder.User(id, from));
      case Holder.User _, Holder.Service _ -> Optional.empty();
    };
  }

  /**
   * Counts the exchange among the open requests of its caller, once that is known. Returns {@link
   * Failure.ShareUsed} if the caller has too many open, or {@link Failure.Overloaded} if all
   * callers together have.
   */
  public Optional<Failure> countFor(Holder caller) {
    holder = caller;
    return hold(load.openRequests());
  }

  /** Takes a place for the holder until the exchange is over; the failure if there is none. */
  Optional<Failure> hold(Pool places) {
    return hold(places, this::whenOver);
  }

  /** Takes a place for the holder until the answer is delivered; the failure if there is none. */
  public Optional<Failure> holdUntilDelivered(Pool places) {
    return hold(places, this::whenDelivered);
  }

  private Optional<Failure> hold(Pool places, Consumer<Runnable> until) {
    Holder taker = holder;
    Pool.Taken taken = places.take(taker, 1);
    if (taken != Pool.Taken.YES) {
      return Optional.of(places.refusal(taken));
    }
    until.accept(() -> places.giveBack(taker, 1));
    return Optional.empty();
  }

  /** The notes for the log and the metrics. */
  public Notes notes() {
    return notes;
  }

  /** The status of the answer; 0 before that. */
  public int status() {
    return status;
  }

  /** How the exchange ended. */
  public Outcome outcome() {
    return outcome != null ? outcome : Outcome.of(status);
  }

  /** Whether it has been answered, or the client has disconnected. */
  public boolean over() {
    return over;
  }

  /** Marks that the head of a streamed answer is about to be sent. */
  public void streaming() {
    streaming = true;
    status = 200;
    listener.streaming(this);
  }

  /** Whether the head of a streamed answer has been sent. */
  public boolean isStreaming() {
    return streaming;
  }

  /** Adds an action for the case that the client disconnects before the answer is complete. */
  public void whenGone(Runnable action) {
    gone.add(action);
  }

  /** Adds an action for when the exchange is over, however it ends; runs at once if it is. */
  public void whenOver(Runnable action) {
    ended.add(action);
  }

  /** Adds an action for when the last byte of the answer has been written or lost. */
  public void whenDelivered(Runnable action) {
    delivered.add(action);
  }

  /** Adds an action for when the HTTP/2 stream is closed: the answer has been sent or lost. */
  void whenClosed(Runnable action) {
    closed.add(action);
  }

  /** Adds an action that ends a started answer if the exchange is aborted. */
  public void whenAborted(Consumer<Failure> action) {
    aborted.add(action);
  }

  /** Ends the exchange early with a failure. */
  public void abort(Failure reason) {
    List.copyOf(aborted).forEach(action -> action.accept(reason));
    fail(reason);
  }

  /** A query parameter, decoded; empty if it is absent or the query is malformed. */
  public Optional<String> query(String name) {
    try {
      return Optional.ofNullable(request.getParam(name));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** A header of the request. */
  public Optional<String> header(CharSequence name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** All headers of that name. */
  public List<String> headers(CharSequence name) {
    return request.headers().getAll(name);
  }

  /** The method's name. */
  public String method() {
    return request.method().name();
  }

  /** Pauses the request until its body is read, so that no bytes are lost during earlier work. */
  public void holdBody() {
    request.pause();
  }

  /** Sets a header of the answer, unless it is set already. */
  public void putHeaderIfAbsent(String name, String value) {
    if (!response.headers().contains(name)) {
      response.putHeader(name, value);
    }
  }

  /** Sets a header of the answer. */
  public void putHeader(CharSequence name, String value) {
    response.putHeader(name, value);
  }

  /** Answers with JSON. */
  public void send(int code, Buffer json) {
    if (!over) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
      end(code, json);
    }
  }

  /**
   * Answers with a body; the content type must be set already. The body's memory is accounted for
   * until it is delivered, since an HTTP/2 client may request a hundred answers at once and read
   * none.
   */
  public void end(int code, Buffer body) {
    if (over) {
      return;
    }
    BodyMemory.Share share = load.answers().share(holder);
    if (share.grow(body.length())) {
      delivered.add(share::release);
      endShared(code, body);
    } else {
      fail(share.refusal());
    }
  }

  /** The same, for a body that is in memory anyway, such as a packaged file; not accounted for. */
  public void endShared(int code, Buffer body) {
    if (!over) {
      conclude(code, Outcome.of(code));
      response.setStatusCode(code);
      finish(body);
    }
  }

  /** Writes the last bytes of the answer, after {@link #conclude}; none in answer to a HEAD. */
  public void deliver(Buffer lastBytes) {
    try {
      Future<Void> written = isHead() ? response.end() : response.end(lastBytes);
      written.onComplete(done -> delivered.run());
    } catch (RuntimeException fault) {
      // Nothing may wait for this answer or keep memory for it.
      LOG.error("the answer to request {} cannot be sent", id, fault);
      Http2Streams.drop(request);
      delivered.run();
    }
  }

  /** Whether only the head of an answer is asked for. */
  public boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  /** Ends the exchange; the caller then writes the last bytes with {@link #deliver}. */
  public void conclude(int code, Outcome how) {
    if (!over) {
      over = true;
      status = code;
      outcome = how;
      ended.run();
      listener.ended(this);
    }
  }

  /** Answers with an error in the client's form. */
  public void fail(Failure failure) {
    if (over) {
      return;
    }
    notes.failure(failure);
    Problem problem = form.problem(failure);
    problem.headers().forEach(response::putHeader);
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    conclude(problem.status(), Outcome.of(failure));
    response.setStatusCode(problem.status());
    finish(form.errorBody(problem));
    // Drains the rest of the body, because many clients read the answer only after sending it.
    if (!request.isEnded()) {
      request.resume();
    }
  }

  /**
   * Answers with the {@link Failure} of a failed future; anything else is logged as a bug and
   * answered with 500.
   */
  public void fail(Throwable cause) {
    if (cause instanceof FailureException expected) {
      fail(expected.failure());
      return;
    }
    LOG.error("request {} failed", id, cause);
    fail(new Failure.Internal());
  }

  private void finish(Buffer body) {
    if (isHead()) {
      // The length of the body for a GET; Vert.x would send 0.
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    deliver(body);
  }

  private void gone() {
    if (over) {
      return;
    }
    notes.failure(new Failure.ClientGone());
    gone.run();
    conclude(status == 0 ? 499 : status, Outcome.CLIENT_GONE);
  }
}
