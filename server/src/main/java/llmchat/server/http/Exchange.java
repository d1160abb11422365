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
 * One request and its answer, with what is learnt on the way for the log and the metrics. Confined
 * to its event loop; it is answered at most once, and its listener hears its end exactly once.
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
   * Begins; {@code now} is in nanoseconds.
   *
   * @param load what all exchanges share
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
    Cors.open(this);
    BrowserRules.say(this);
    PrivateAnswers.mark(this);
    response.closeHandler(end -> {
      gone();
      delivered.run();
      closed.run();
    });
    // Writes to a connection that has just closed; the close handler says all there is to say.
    response.exceptionHandler(problem -> {});
    listener.started(this);
  }

  void routed(Route route, Map<String, String> parameters) {
    this.route = route;
    this.pathParameters = parameters;
    this.form = route.form();
  }

  /** Identifies the request, in the answer's {@code x-request-id} and in the log. */
  public String id() {
    return id;
  }

  /** The request. */
  public HttpServerRequest request() {
    return request;
  }

  /** The response; use {@link #send} and {@link #fail} to end it. */
  public HttpServerResponse response() {
    return response;
  }

  /** Who sends it. */
  public Client client() {
    return client;
  }

  /** The host that the client asked for, with the port if it named one. */
  public Optional<String> host() {
    return client
        .host()
        .or(() -> header(HttpHeaders.HOST))
        .or(() -> Optional.ofNullable(request.authority()).map(HostAndPort::toString));
  }

  /** When the head arrived, in nanoseconds. */
  public long begun() {
    return begun;
  }

  /** The route that answers. */
  public Route route() {
    return route;
  }

  /** A parameter of the path, decoded. */
  public String pathParameter(String name) {
    return pathParameters.getOrDefault(name, "");
  }

  /** The front that it came by. */
  Front front() {
    return front;
  }

  /** The form in which this client is told of errors. */
  public AnswerForm form() {
    return form;
  }

  /** Whose share of what all have counts: the client's address until its key is known. */
  public Holder holder() {
    return holder;
  }

  /** Counts the exchange for the user that it is known now to come from; see {@link #countFor}. */
  public Optional<Failure> countForUser(String id) {
    return switch (holder) {
      case Holder.Address from -> countFor(new Holder.User(id, from));
      case Holder.User _, Holder.Service _ -> Optional.empty();
    };
  }

  /**
   * Counts the exchange for a caller that is known now. Gives {@link Failure.ShareUsed} if it has
   * as many open as it may.
   */
  public Optional<Failure> countFor(Holder caller) {
    holder = caller;
    Pool places = load.openRequests();
    Pool.Taken taken = places.take(caller, 1);
    if (taken != Pool.Taken.YES) {
      return Optional.of(places.refusal(taken));
    }
    whenOver(() -> places.giveBack(caller, 1));
    return Optional.empty();
  }

  /** What is learnt on the way. */
  public Notes notes() {
    return notes;
  }

  /** The status that was answered, 0 before that. */
  public int status() {
    return status;
  }

  /** How it ended. */
  public Outcome outcome() {
    return outcome != null ? outcome : Outcome.of(status);
  }

  /** Whether it was answered or broke off. */
  public boolean over() {
    return over;
  }

  /** Says that the head of a streamed answer goes out now. */
  public void streaming() {
    streaming = true;
    status = 200;
    listener.streaming(this);
  }

  /** Whether the head of a streamed answer has gone out. */
  public boolean isStreaming() {
    return streaming;
  }

  /** Runs the action too if the client goes away before the answer is complete. */
  public void whenGone(Runnable action) {
    gone.add(action);
  }

  /** Runs the action too when the exchange is over, however that comes. */
  public void whenOver(Runnable action) {
    ended.add(action);
  }

  /** Runs the action too when the answer's last byte is written or lost. */
  public void whenDelivered(Runnable action) {
    delivered.add(action);
  }

  /** Runs the action too when the HTTP/2 stream is closed: all of the answer is sent, or lost. */
  void whenClosed(Runnable action) {
    closed.add(action);
  }

  /** Lets the action too end an answer that is under way, if the exchange is ended early. */
  public void whenAborted(Consumer<Failure> action) {
    aborted.add(action);
  }

  /** Ends the exchange early, for that reason. */
  public void abort(Failure reason) {
    List.copyOf(aborted).forEach(action -> action.accept(reason));
    fail(reason);
  }

  /** A parameter of the query, decoded; empty also if there is none that can be decoded. */
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

  /** Keeps the body's bytes until it is read; for work that takes a while before that. */
  public void holdBody() {
    request.pause();
  }

  /** Adds a header to the answer, unless it has one of that name. */
  public void putHeaderIfAbsent(String name, String value) {
    if (!response.headers().contains(name)) {
      response.putHeader(name, value);
    }
  }

  /** Adds a header to the answer. */
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
   * Answers with a body whose content type is set already. It takes its part of the memory until
   * the client has it: on HTTP/2 one connection asks for a hundred at once, and need not read any.
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

  /** The same with a body that is in memory in any case, such as a file of the program. */
  public void endShared(int code, Buffer body) {
    if (!over) {
      conclude(code, Outcome.of(code));
      response.setStatusCode(code);
      finish(body);
    }
  }

  /** Writes the last bytes of an answer that is concluded; the answer to a HEAD has none. */
  public void deliver(Buffer lastBytes) {
    try {
      Future<Void> written = isHead() ? response.end() : response.end(lastBytes);
      written.onComplete(done -> delivered.run());
    } catch (RuntimeException fault) {
      // Nobody may wait for an answer that will not come, nor hold what it has taken.
      LOG.error("the answer to request {} cannot be sent", id, fault);
      Http2Streams.drop(request);
      delivered.run();
    }
  }

  /** Whether only the head of an answer is asked for. */
  public boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  /** Says that the exchange ends now, for an answer whose last bytes are written by the caller. */
  public void conclude(int code, Outcome how) {
    if (!over) {
      over = true;
      status = code;
      outcome = how;
      ended.run();
      listener.ended(this);
    }
  }

  /** Answers with the failure in the client's form of errors. */
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
    // What is left of the body is read and dropped, so that the client can read the answer.
    if (!request.isEnded()) {
      request.resume();
    }
  }

  /**
   * Answers with what a failed future carries; anything but a {@link Failure} is a fault of ours.
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
      // The length that a GET would see; Vert.x would say 0.
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
