package llmchat.gateway.http;

import io.vertx.core.Future;
import java.time.InstantSource;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.ChatArchive;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.chats.ChatSearch;
import llmchat.gateway.chats.ChatStore;
import llmchat.gateway.chats.ContextWindow;
import llmchat.gateway.generation.Generations;
import llmchat.gateway.store.Database;
import llmchat.llm.routing.CurrentCatalogue;

/** What all event loops share of the chats; each part is safe for any thread. */
public record ChatParts(
    CurrentCatalogue models,
    String systemPrompt,
    ChatStore store,
    ChatLibrary library,
    ChatSearch search,
    ChatArchive archive,
    AnswerStore answers,
    Generations generations) {

  /** Everything on that database. */
  public static ChatParts of(
      Database database, CurrentCatalogue models, String systemPrompt, InstantSource time) {
    ContextWindow context = new ContextWindow(models);
    return new ChatParts(
        models,
        systemPrompt,
        new ChatStore(database, context, time),
        new ChatLibrary(database, time),
        new ChatSearch(database),
        new ChatArchive(database, time),
        new AnswerStore(database, context, time, systemPrompt),
        new Generations());
  }

  /** Ends what is being answered; completes when it is stored. */
  public Future<Void> interrupt() {
    return generations.interruptAll();
  }

  /** Stops and removes what a user leaves behind whose account is deleted. */
  public Future<Void> forget(String userId) {
    generations.stopAllOf(userId);
    return library.tidy();
  }
}
