package llmchat.gateway.generation;

import io.vertx.core.Future;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.calls.CallPaths.CallPath;
import llmchat.gateway.chats.ChatsFeature;
import llmchat.gateway.chats.RunningAnswers;
import llmchat.llm.EventLoop;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.load.LoadGuard;

/**
 * Answers that run on the server, independent of the clients that read them. One for each process;
 * any thread.
 */
public final class GenerationFeature {
  private final Generations generations;
  private final Authentication authentication;
  private final CurrentCatalogue catalogue;
  private final ChatsFeature chats;

  private GenerationFeature(
      Authentication authentication,
      CurrentCatalogue catalogue,
      ChatsFeature chats,
      LoadGuard load) {
    this.generations = new Generations(load);
    this.authentication = authentication;
    this.catalogue = catalogue;
    this.chats = chats;
  }

  /** The feature, for answers in those chats. */
  public static GenerationFeature of(
      Authentication authentication,
      CurrentCatalogue catalogue,
      ChatsFeature chats,
      LoadGuard load) {
    return new GenerationFeature(authentication, catalogue, chats, load);
  }

  /** Adds its routes for one event loop; called on that loop. */
  public void addTo(Routes routes, EventLoop loop, Bodies bodies, CallPath path) {
    LoopContext owner = LoopContext.current(loop);
    GenerationStarter starter =
        new GenerationStarter(
            owner, generations, chats.answers(), bodies, path.reader(), path.calls());
    new GenerationRoutes(
            owner, authentication, bodies, chats.userChats(), catalogue, starter, generations)
        .addTo(routes);
  }

  /** The running answers. */
  public RunningAnswers running() {
    return generations;
  }

  /** Whether no answer is running. */
  public boolean idle() {
    return generations.idle();
  }

  /** Ends all running answers; completes when they are stored. */
  public Future<Void> interrupt() {
    return generations.interruptAll();
  }
}
