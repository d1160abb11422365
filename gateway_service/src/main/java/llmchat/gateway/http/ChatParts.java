package llmchat.gateway.http;

import io.vertx.core.Future;
import java.time.InstantSource;
import llmchat.gateway.chats.Answers;
import llmchat.gateway.chats.ChatArchive;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.chats.ChatModels;
import llmchat.gateway.chats.ChatSearch;
import llmchat.gateway.chats.ChatStore;
import llmchat.gateway.chats.Context;
import llmchat.gateway.generation.Generations;
import llmchat.gateway.store.Database;

/** What all event loops share of the chats; each part is safe for any thread. */
public record ChatParts(
    ChatModels models,
    String systemPrompt,
    ChatStore store,
    ChatLibrary library,
    ChatSearch search,
    ChatArchive archive,
    Answers answers,
    Generations generations) {

  /** Everything on that database. */
  public static ChatParts of(
      Database database, ChatModels models, String systemPrompt, InstantSource time) {
    Context context = new Context(models);
    return new ChatParts(
        models,
        systemPrompt,
        new ChatStore(database, context, time),
        new ChatLibrary(database, time),
        new ChatSearch(database),
        new ChatArchive(database, time),
        new Answers(database, context, time, systemPrompt),
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
