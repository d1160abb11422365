package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.InstantSource;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.calls.CallPaths.CallPath;
import llmchat.gateway.store.Database;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.models.ModelSettings;

/**
 * Chats: {@code POST /chat} of the first API, and the chat API, with search, export and import. One
 * for each process; any thread.
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
      Authentication authentication,
      CurrentCatalogue catalogue,
      InstantSource time) {
    this.authentication = authentication;
    this.catalogue = catalogue;
    this.systemPrompt = settings.get(ModelSettings.SYSTEM_PROMPT);
    ContextWindow window = new ContextWindow(catalogue);
    this.store = new ChatHistory(database, window, time);
    this.userChats = new UserChats(database, time);
    this.search = new ChatSearch(database);
    this.archive = new ChatArchive(database, time);
    this.answers = new AnswerStore(database, window, time, systemPrompt);
  }

  /** The feature, with its rows in that database. */
  public static ChatsFeature of(
      Settings settings,
      Database database,
      Authentication authentication,
      CurrentCatalogue catalogue,
      InstantSource time) {
    return new ChatsFeature(settings, database, authentication, catalogue, time);
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

  /** The store of running answers. */
  public AnswerStore answers() {
    return answers;
  }

  /** The chats of users. */
  public UserChats userChats() {
    return userChats;
  }

  /** Removes the chats of deleted accounts. */
  public ChatRemoval owned(RunningAnswers running) {
    return new ChatRemoval(userChats, running);
  }

  /** Removes chats that can no longer be restored; see {@link UserChats#tidy}. */
  public Future<Void> tidy() {
    return userChats.tidy();
  }
}
