package llmchat.llm.routing;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;

/**
 * Sends a call to the first target of its model, and to the next one if nothing was sent: a target
 * that cannot be reached has not seen the call, so trying another costs nobody anything. Confined
 * to the event loop of its targets.
 */
public final class Router implements LlmClient {
  private final Map<String, List<LlmClient>> targets;

  /** Routes by the model's name; each list holds the targets in the order to try. */
  public Router(Map<String, List<LlmClient>> targets) {
    this.targets = Map.copyOf(targets);
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    List<LlmClient> ordered = Optional.ofNullable(targets.get(call.model())).orElseGet(List::of);
    return ordered.isEmpty()
        ? Future.succeededFuture(new LlmReply.Failed(new Failure.UnknownModel(call.model())))
        : attempt(call, ordered, 0);
  }

  private static Future<LlmReply> attempt(LlmCall call, List<LlmClient> ordered, int index) {
    Future<LlmReply> reply = ordered.get(index).send(call);
    if (index + 1 == ordered.size()) {
      return reply;
    }
    return reply.compose(answer ->
        mayGoElsewhere(answer) && !call.cancellation().cancelled()
            ? attempt(call, ordered, index + 1)
            : Future.succeededFuture(answer));
  }

  private static boolean mayGoElsewhere(LlmReply answer) {
    return answer instanceof LlmReply.Failed(Failure failure)
        && (failure instanceof Failure.UpstreamUnreachable
            || failure instanceof Failure.InferenceUnreachable
            || failure instanceof Failure.Overloaded);
  }
}
