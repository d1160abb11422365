package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.store.RowId;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.json.JsonText;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;

/** The routes that export chats, as Markdown or JSON, and import them. */
public final class ArchiveRoutes {
  private static final int CHATS_AT_ONCE = 5;

  private static final Failure TOO_MUCH =
      new Failure.Conflict("Your chats are too large for one file. Export them one by one.");

  private final Authentication authentication;
  private final ApiResponder answering;
  private final Bodies bodies;
  private final ChatArchive archive;

  /** Wires the routes of one event loop. */
  public ArchiveRoutes(Authentication authentication, Bodies bodies, ChatArchive archive) {
    this.authentication = authentication;
    this.answering = new ApiResponder(authentication);
    this.bodies = bodies;
    this.archive = archive;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.get("/api/chats/{chat_id}/export", this::exportOne);
    routes.get("/api/export", this::exportAll);
    routes.post("/api/import", this::take);
  }

  private enum Format {
    JSON(
        "application/json",
        new JsonText()
            .beginObject()
            .text("format", "llm-chat")
            .number("version", 1)
            .beginArray("chats")
            .toString(),
        ",",
        "]}"),
    MARKDOWN("text/markdown; charset=utf-8", "", "\n---\n\n", "");

    private final String type;
    private final String begin;
    private final String between;
    private final String end;

    Format(String type, String begin, String between, String end) {
      this.type = type;
      this.begin = begin;
      this.between = between;
      this.end = end;
    }

    /** One chat in it. */
    private Buffer bytes(ExportedChat chat) {
      return this == JSON
          ? JsonBody.of(ChatJson.Exported.of(chat))
          : Buffer.buffer(chat.markdown());
    }

    private Buffer file(Buffer chat) {
      return Buffer.buffer(begin).appendBuffer(chat).appendString(end);
    }

    private static Format of(Exchange exchange) {
      return switch (exchange.query("format").orElse("json")) {
        case "json" -> JSON;
        case "markdown" -> MARKDOWN;
        default -> throw ApiResponder.badQuery("format", "json or markdown");
      };
    }
  }

  private void exportOne(Exchange exchange) {
    String chatId = exchange.pathParameter("chat_id");
    BodyMemory.Share memory = bodies.replyMemory(exchange);
    authentication
        .caller(exchange)
        .compose(caller -> {
          Format format = Format.of(exchange);
          return (RowId.isOne(chatId)
                  ? archive.export(caller.userId(), chatId, format::bytes)
                  : Future.succeededFuture(Optional.<Buffer>empty()))
              .map(ApiResponder::found)
              .map(chat -> counted(format.file(chat), memory))
              .onSuccess(body -> send(exchange, format, body));
        })
        .recover(StoreFailure::asFailure)
        .onFailure(exchange::fail);
  }

  /** Counts the body against the memory for replies; fails if there is no room. */
  private static Buffer counted(Buffer body, BodyMemory.Share memory) {
    if (!memory.grow(body.length())) {
      throw new FailureException(memory.refusal());
    }
    return body;
  }

  private void exportAll(Exchange exchange) {
    BodyMemory.Share memory = bodies.replyMemory(exchange);
    authentication
        .caller(exchange)
        .compose(caller -> {
          Format format = Format.of(exchange);
          return collect(caller, format, "", Buffer.buffer(format.begin), memory)
              .onSuccess(body -> send(exchange, format, body.appendString(format.end)));
        })
        .recover(StoreFailure::asFailure)
        .onFailure(exchange::fail);
  }

  /** A few chats at a time, so that other work gets a turn at the database. */
  private Future<Buffer> collect(
      Caller caller, Format format, String after, Buffer body, BodyMemory.Share memory) {
    return archive
        .export(caller.userId(), after, CHATS_AT_ONCE, format::bytes)
        .compose(part -> {
          for (Buffer chat : part.chats()) {
            body.appendString(body.length() > format.begin.length() ? format.between : "");
            body.appendBuffer(chat);
          }
          if (!memory.grow(body.length())) {
            return Future.failedFuture(new FailureException(TOO_MUCH));
          }
          return part.next().isEmpty()
              ? Future.succeededFuture(body)
              : collect(caller, format, part.next().get(), body, memory);
        });
  }

  private static void send(Exchange exchange, Format format, Buffer body) {
    exchange.putHeader("content-type", format.type);
    exchange.putHeader(
        "content-disposition",
        "attachment; filename=\"llm-chat" + (format == Format.JSON ? ".json\"" : ".md\""));
    exchange.endShared(200, body);
  }

  private void take(Exchange exchange) {
    answering.answer(
        exchange,
        caller ->
            bodies
                .readJson(exchange)
                .compose(body -> archive.add(caller.userId(), body.getBytes()))
                .recover(ArchiveRoutes::asFailure)
                .map(Imported::new));
  }

  private static Future<Integer> asFailure(Throwable cause) {
    return cause instanceof BadImportException bad
        ? Future.failedFuture(
            new FailureException(
                new Failure.BadRequest(String.valueOf(bad.getMessage()), Optional.empty())))
        : Future.failedFuture(cause);
  }

  private record Imported(int imported) {}
}
