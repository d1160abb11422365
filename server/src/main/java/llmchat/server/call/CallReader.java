package llmchat.server.call;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import llmchat.llm.AttemptListener;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.BodyMemory;
import llmchat.llm.Cancellation;
import llmchat.llm.Dialect;
import llmchat.llm.EnvelopeReader;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.chat.ChatForm;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.routing.Catalogue;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;

/**
 * Creates model calls: from a client's request, by reading its body, envelope and headers; or from
 * a stored conversation. Confined to one event loop.
 */
public final class CallReader {
  private final Bodies bodies;
  private final Supplier<Catalogue> catalogue;
  private final Map<Dialect, EnvelopeReader> envelopes = new HashMap<>();

  /** For calls to the models of the current catalogue. */
  public CallReader(Bodies bodies, Supplier<Catalogue> catalogue) {
    this.bodies = bodies;
    this.catalogue = catalogue;
  }

  /**
   * Reads a call; fails with a {@link Failure} that says what is wrong with it, such as {@link
   * Failure.UnknownModel}.
   */
  public Future<LlmCall> read(Exchange exchange, Dialect dialect) {
    return bodies.readJson(exchange).map(body -> call(exchange, dialect, body));
  }

  private LlmCall call(Exchange exchange, Dialect dialect, Buffer body) {
    Map<String, String> headers = headers(exchange, dialect.client().headers());
    LlmCall call = call(exchange, dialect, body, headers, bodies.replyMemory(exchange));
    if (!catalogue.get().serves(call.model())) {
      throw new FailureException(new Failure.UnknownModel(call.model()));
    }
    exchange.notes().call(call.model(), call.stream());
    exchange.notes().requestBody(body);
    return call;
  }

  private static Map<String, String> headers(Exchange exchange, List<String> names) {
    Map<String, String> headers = Map.of();
    for (String name : names) {
      String value = exchange.request().getHeader(name);
      if (value != null) {
        headers = headers.isEmpty() ? new HashMap<>() : headers;
        headers.put(name, value);
      }
    }
    return headers;
  }

  /**
   * Creates a call from a conversation, on behalf of a request.
   *
   * @param memory accounts for the memory of the reply
   */
  public LlmCall write(
      Exchange exchange,
      ChatForm form,
      ChatPrompt prompt,
      boolean stream,
      BodyMemory.Share memory) {
    return call(exchange, form.dialect(), form.body(prompt, stream), Map.of(), memory);
  }

  private LlmCall call(
      Exchange exchange,
      Dialect dialect,
      Buffer body,
      Map<String, String> headers,
      BodyMemory.Share memory) {
    EnvelopeReader reader = envelopes.computeIfAbsent(dialect, first -> first.client().envelopes());
    try {
      return new LlmCall(
          exchange.id(),
          dialect,
          reader.read(body),
          body,
          headers,
          new Cancellation(),
          memory,
          AttemptListener.NONE);
    } catch (BadEnvelopeException e) {
      throw new FailureException(e.failure());
    }
  }
}
