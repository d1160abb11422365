package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.PiecewiseBody;
import llmchat.server.http.Routes;

/** The routes that export chats, as Markdown or JSON, and import them. */
public final class ArchiveRoutes {
  /** What a file takes once it is parsed, beside itself. */
  private static final int PARSED = 2;

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

  private void exportOne(Exchange exchange) {
    export(exchange, Optional.of(exchange.pathParameter("chat_id")));
  }

  private void exportAll(Exchange exchange) {
    export(exchange, Optional.empty());
  }

  private void export(Exchange exchange, Optional<String> chatId) {
    authentication
        .storeCaller(exchange)
        .map(caller -> archive.export(caller.userId(), format(exchange), chatId))
        .onSuccess(export ->
            PiecewiseBody.send(
                exchange,
                format(exchange).headers(),
                new ExportPieces(export, bodies.replyMemory(exchange))))
        .onFailure(exchange::fail);
  }

  private static ExportFormat format(Exchange exchange) {
    return switch (exchange.query("format").orElse("json")) {
      case "json" -> ExportFormat.JSON;
      case "markdown" -> ExportFormat.MARKDOWN;
      default -> throw ApiResponder.badQuery("format", "json or markdown");
    };
  }

  private void take(Exchange exchange) {
    answering.answer(
        exchange,
        caller ->
            bodies
                .readJson(exchange)
                .compose(body -> read(exchange, caller, body))
                .recover(ArchiveRoutes::asFailure)
                .map(Imported::new));
  }

  private Future<Integer> read(Exchange exchange, Caller caller, Buffer file) {
    BodyMemory.Share memory = bodies.replyMemory(exchange);
    return memory.grow((long) PARSED * file.length())
        ? archive.add(caller.userId(), file.getBytes())
        : Future.failedFuture(new FailureException(memory.refusal()));
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
