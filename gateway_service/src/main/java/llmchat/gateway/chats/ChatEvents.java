package llmchat.gateway.chats;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.llm.EventStream;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.dialect.FirstApi;
import llmchat.llm.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@code POST /chat} with {@code "stream": true}: first {@code {"chat_id"}}, then
 * {@code {"text"}} for each piece, and {@code {"response", "chat_id"}} once the chat is stored. If
 * the client disconnects, the text up to then is stored.
 */
final class ChatEvents implements EventStream, EventStream.Sink {
  private final EventStream model;
  private final String chatId;
  private final ChatReply reply;
  private final StringBuilder text = new StringBuilder();
  private boolean finished;
  private boolean cancelled;
  private @Nullable Sink client;

  ChatEvents(EventStream model, String chatId, ChatReply reply) {
    this.model = model;
    this.chatId = chatId;
    this.reply = reply;
  }

  @Override
  public void start(Sink sink) {
    client = sink;
    sink.events(event(JsonText.of("chat_id", chatId).toBuffer()));
    model.start(this);
  }

  @Override
  public void events(Buffer events) {
    Buffer translated = translate(events);
    if (translated.length() > 0 && client != null) {
      client.events(translated);
    }
  }

  @Override
  public void ended(Buffer lastEvents, StreamEnd end) {
    Buffer last = translate(lastEvents);
    Sink sink = client;
    if (sink == null || cancelled) {
      return;
    }
    switch (end) {
      case StreamEnd.Finished(Usage usage) -> {
        finished = true;
        reply
            .save(text.toString())
            .onSuccess(saved -> {
              last.appendBuffer(event(reply.answer(text.toString(), saved)));
              if (!cancelled) {
                sink.ended(last, end);
              }
            });
      }
      case StreamEnd.Broken(Failure failure, Optional<Buffer> providersError, Usage usage) ->
          sink.ended(
              last, new StreamEnd.Broken(failure, providersError.map(ChatEvents::detail), usage));
    }
  }

  /** The provider's own error in this API's form. */
  private static Buffer detail(Buffer error) {
    return FirstApi.detail(Dialects.CHAT.errorText(error));
  }

  /** Parses each event, which the relay avoids; here the text is needed anyway. */
  private Buffer translate(Buffer events) {
    Buffer translated = Buffer.buffer();
    for (String piece : Dialects.CHAT.deltas(events)) {
      text.append(piece);
      translated.appendBuffer(event(JsonText.of("text", piece).toBuffer()));
    }
    return translated;
  }

  private static Buffer event(Buffer json) {
    return Buffer.buffer("data: ").appendBuffer(json).appendString("\n\n");
  }

  @Override
  public void pause() {
    model.pause();
  }

  @Override
  public void resume() {
    model.resume();
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      model.cancel();
      // A finished answer is being stored already.
      if (!finished && !text.isEmpty()) {
        var _ = reply.save(text.toString());
      }
    }
  }

  @Override
  public Usage usageSoFar() {
    return model.usageSoFar();
  }
}
