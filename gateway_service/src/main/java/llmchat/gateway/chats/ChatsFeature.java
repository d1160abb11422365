package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.InstantSource;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.calls.CallPaths.CallPath;
import llmchat.gateway.store.Database;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.models.ModelSettings;

/**
 * Chats as they are kept, listed, searched, exported; and the first API's. One for each process.
 */
public final class ChatsFeature {
  private final Authentication authentication;
  private final CurrentCatalogue catalogue;
  private final String systemPrompt;
  private final ChatHistory store;
  private final UserChats userChats;
  private final ChatSearch search;
  private final ChatArchive archive;
  private final AnswerStore answers;

  private ChatsFeature(
      Settings settings,
      Database database,
      Callers callers,
      CurrentCatalogue catalogue,
      InstantSource time) {
    this.authentication = new Authentication(callers);
    this.catalogue = catalogue;
    this.systemPrompt = settings.get(ModelSettings.SYSTEM_PROMPT);
    ContextWindow window = new ContextWindow(catalogue);
    this.store = new ChatHistory(database, window, time);
    this.userChats = new UserChats(database, time);
    this.search = new ChatSearch(database);
    this.archive = new ChatArchive(database, time);
    this.answers = new AnswerStore(database, window, time, systemPrompt);
  }

  /** The feature over the rows of a database. */
  public static ChatsFeature of(
      Settings settings,
      Database database,
      Callers callers,
      CurrentCatalogue catalogue,
      InstantSource time) {
    return new ChatsFeature(settings, database, callers, catalogue, time);
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes, Bodies bodies, CallPath path, RunningAnswers running) {
    new ChatRoutes(
            authentication, bodies, path.reader(), path.calls(), store, catalogue, systemPrompt)
        .addTo(routes);
    new ChatsRoutes(authentication, bodies, userChats, search, catalogue, running).addTo(routes);
    new MessagesRoutes(authentication, userChats).addTo(routes);
    new ArchiveRoutes(authentication, bodies, archive).addTo(routes);
  }

  /** Where answers that models are writing are kept. */
  public AnswerStore answers() {
    return answers;
  }

  /** The chats themselves. */
  public UserChats userChats() {
    return userChats;
  }

  /** The chats that go with an account. */
  public ChatRemoval owned(RunningAnswers running) {
    return new ChatRemoval(userChats, running);
  }

  /** Removes for good what can no longer be had back. */
  public Future<Void> tidy() {
    return userChats.tidy();
  }
}
