package llmchat.llm.routing;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import llmchat.llm.Attempt;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.upstream.OutboundHttp;

/**
 * Sends a call to the first target of its model, and to the next one if that could not be reached:
 * it has not received the call, so nothing is run or billed twice. There is one router per event
 * loop, confined to it.
 */
public final class Router implements LlmClient {
  private final Supplier<Catalogue> catalogue;
  private final EventLoop loop;
  private final OutboundHttp http;
  private final Map<Target, LlmClient> clients = new HashMap<>();
  private Catalogue known;

  /** Routes each call by the catalogue that is current when the call starts. */
  public Router(Supplier<Catalogue> catalogue, EventLoop loop, OutboundHttp http) {
    this.catalogue = catalogue;
    this.loop = loop;
    this.http = http;
    this.known = catalogue.get();
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    Optional<ServedModel> model = current().find(call.model());
    return model.isEmpty()
        ? Future.succeededFuture(new LlmReply.Failed(new Failure.UnknownModel(call.model())))
        : attempt(call, model.get().targets(), 0);
  }

  private Future<LlmReply> attempt(LlmCall call, List<Target> targets, int index) {
    Target target = targets.get(index);
    LlmCall attempt = call.attempt();
    long sent = loop.watch().now();
    return client(target)
        .send(attempt)
        .compose(answer -> {
          LlmReply reply = answer.from(target.name());
          call.attempts().attempted(Attempt.of(target.name(), reply, sent, loop.watch().now()));
          boolean last = index + 1 == targets.size();
          if (last || !mayGoElsewhere(reply) || call.cancellation().cancelled()) {
            return Future.succeededFuture(reply);
          }
          attempt.giveUp();
          return attempt(call, targets, index + 1);
        });
  }

  private static boolean mayGoElsewhere(LlmReply reply) {
    return reply instanceof LlmReply.Failed failed
        && (failed.failure() instanceof Failure.UpstreamUnreachable
            || failed.failure() instanceof Failure.InferenceUnreachable
            || failed.failure() instanceof Failure.Overloaded);
  }

  private LlmClient client(Target target) {
    return clients.computeIfAbsent(target, added -> added.adapter().on(loop, http));
  }

  /** The current catalogue; drops the clients of targets that it no longer has. */
  private Catalogue current() {
    Catalogue now = catalogue.get();
    if (now != known) {
      known = now;
      List<Target> targets = now.models().stream().flatMap(m -> m.targets().stream()).toList();
      clients.keySet().retainAll(targets);
    }
    return now;
  }
}
