package llmchat.bench.load;

import java.util.List;
import java.util.function.IntFunction;
import llmchat.bench.wire.Loop;
import llmchat.testkit.Bytes;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What the tests of loads share. */
@Timeout(60)
abstract class LoadTest {
  static final Length ANY = new Length(1, 10_000);
  static final Reply OK = Reply.of(200, "text/plain", Bytes.utf8("fine"));

  final Loop loop = Loop.start("load");

  @AfterEach
  void endTheLoop() {
    loop.close();
  }

  /** Answers the n-th request, from 0, with what the function says. */
  static ScriptedUpstream server(IntFunction<Reply> replies) {
    ScriptedUpstream server = ScriptedUpstream.start();
    return server.otherwise(request -> replies.apply(server.requestCount()));
  }

  /** The same for {@code OK} with the third reply in its place. */
  static ScriptedUpstream thirdIs(Reply reply) {
    return server(n -> n == 2 ? reply : OK);
  }

  static Request request(int port, boolean stream) {
    return new Request(
        port,
        "/v1/chat/completions",
        List.of("Authorization: Bearer key"),
        "{\"model\":\"m\",\"messages\":[],\"stream\":" + stream + "}");
  }

  static Part text(String text) {
    return Bytes.utf8(text);
  }
}
