package llmchat.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.AttemptListener;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.BodyMemory;
import llmchat.llm.Cancellation;
import llmchat.llm.Dialect;
import llmchat.llm.Holder;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.Outcome;
import llmchat.llm.dialect.Dialects;
import llmchat.server.http.Client;
import org.junit.jupiter.api.Test;

class OpenCallTest {
  private final List<CallRecord> records = new ArrayList<>();
  private final List<Outcome> settled = new ArrayList<>();

  /** An answer of the page whose call threw would never be settled, and run on for ever. */
  @Test
  void failsItsFutureIfTheClientThrows() throws Exception {
    IllegalStateException fault = new IllegalStateException("a bug");

    Future<LlmReply> reply =
        open()
            .send(call -> {
              throw fault;
            });

    assertThat(reply.cause()).isSameAs(fault);
  }

  @Test
  void isSettledOnce() throws Exception {
    OpenCall call = open();
    call.settle(Outcome.CLIENT_GONE);
    call.settle(Outcome.OK);

    assertThat(settled).containsExactly(Outcome.CLIENT_GONE);
    assertThat(records)
        .singleElement()
        .extracting(record -> record.ending().outcome())
        .isEqualTo(Outcome.CLIENT_GONE);
  }

  private OpenCall open() throws BadEnvelopeException {
    Client client = new Client(InetAddress.getLoopbackAddress(), false, Optional.empty());
    CallOrigin origin =
        new CallOrigin("req_1", client, "/chat", Optional.empty(), Optional.empty(), true);
    return new CallOpener(records::add, () -> 1)
        .detached(origin, call(), (usage, outcome) -> settled.add(outcome));
  }

  private static LlmCall call() throws BadEnvelopeException {
    Dialect dialect = Dialects.CHAT.dialect();
    Buffer body = Buffer.buffer("{\"model\":\"m\"}");
    return new LlmCall(
        "req_1",
        dialect,
        dialect.client().envelopes().read(body),
        body,
        Map.of(),
        new Cancellation(),
        new BodyMemory(1_000_000).share(Holder.SERVICE),
        AttemptListener.NONE);
  }
}
