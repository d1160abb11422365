package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.BodyMemory;
import llmchat.llm.FailureException;
import llmchat.server.http.PiecewiseBody;

/** The pieces of an export; memory for each is asked for before its messages are read. */
final class ExportPieces implements PiecewiseBody.Source {
  /** Texts, their JSON and its bytes lie beside each other, at two bytes a character. */
  private static final int COPIES = 4;

  private final ChatExport export;
  private final BodyMemory.Share memory;

  ExportPieces(ChatExport export, BodyMemory.Share memory) {
    this.export = export;
    this.memory = memory;
  }

  @Override
  public Future<Optional<Buffer>> next() {
    // The piece before has been taken.
    memory.release();
    return export.next().compose(this::piece).recover(StoreFailure::asFailure);
  }

  private Future<Optional<Buffer>> piece(Optional<ChatExport.Step> next) {
    if (next.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    ChatExport.Step step = next.get();
    if (step.slice().ids().isEmpty()) {
      return Future.succeededFuture(Optional.of(step.bytes()));
    }
    return memory.grow(COPIES * step.slice().bytes())
        ? export.read(step.slice()).map(texts -> Optional.of(step.bytes().appendBuffer(texts)))
        : Future.failedFuture(new FailureException(memory.refusal()));
  }
}
