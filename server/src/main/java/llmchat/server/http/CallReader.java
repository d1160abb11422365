package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.Set;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.json.BadEnvelopeException;
import llmchat.llm.json.EnvelopeReader;

/**
 * Reads model calls from requests: the bounded body, the envelope at its top, the headers that a
 * provider may see. Confined to one event loop.
 */
public final class CallReader {
  private final Bodies bodies;
  private final Set<String> served;
  private final EnvelopeReader envelopes = new EnvelopeReader();

  /** For calls to the models that are served. */
  public CallReader(Bodies bodies, Collection<String> served) {
    this.bodies = bodies;
    this.served = Set.copyOf(served);
  }

  /**
   * Reads a call; fails with a {@link Failure} that says what is wrong with it, such as {@link
   * Failure.UnknownModel}.
   */
  public Future<LlmCall> read(Exchange exchange, Endpoint endpoint) {
    return bodies.readJson(exchange).map(body -> call(exchange, endpoint, body));
  }

  private LlmCall call(Exchange exchange, Endpoint endpoint, Buffer body) {
    try {
      LlmCall call =
          new LlmCall(
              exchange.id(),
              endpoint,
              envelopes.read(body),
              body,
              ClientHeaders.of(exchange),
              new Cancellation(),
              bodies.forReply(exchange));
      if (!served.contains(call.model())) {
        throw new FailureException(new Failure.UnknownModel(call.model()));
      }
      exchange.notes().call(call.model(), call.stream());
      exchange.notes().requestBody(body);
      return call;
    } catch (BadEnvelopeException e) {
      throw new FailureException(e.failure());
    }
  }
}
