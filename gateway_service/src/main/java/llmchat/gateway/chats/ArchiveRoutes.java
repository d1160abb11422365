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
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chats as files: export of one or all, for people or to be imported again. */
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
    JSON("application/json", "{\"format\":\"llm-chat\",\"version\":1,\"chats\":[", ",", "]}"),
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

    private String text(ExportedChat chat) {
      return this == JSON ? chat.json().toString() : chat.markdown();
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
                  ? archive.export(caller.userId(), chatId, format::text)
                  : Future.succeededFuture(Optional.<String>empty()))
              .map(ApiResponder::found)
              .map(text -> counted(Buffer.buffer(format.begin + text + format.end), memory))
              .onSuccess(body -> send(exchange, format, body));
        })
        .recover(StoreFailure::asFailure)
        .onFailure(exchange::fail);
  }

  /** The body, if there is room for it until its client has it. */
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

  /** Some chats at a time, so that other work gets its turn at the database. */
  private Future<Buffer> collect(
      Caller caller, Format format, String after, Buffer body, BodyMemory.Share memory) {
    return archive
        .export(caller.userId(), after, CHATS_AT_ONCE, format::text)
        .compose(part -> {
          for (String text : part.texts()) {
            body.appendString(body.length() > format.begin.length() ? format.between : "");
            body.appendString(text);
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
                .map(ArchiveRoutes::imported));
  }

  private static Future<Integer> asFailure(Throwable cause) {
    return cause instanceof BadImportException bad
        ? Future.failedFuture(
            new FailureException(
                new Failure.BadRequest(String.valueOf(bad.getMessage()), Optional.empty())))
        : Future.failedFuture(cause);
  }

  private static JsonNode imported(int chats) {
    return JsonMapper.shared().createObjectNode().put("imported", chats);
  }
}
