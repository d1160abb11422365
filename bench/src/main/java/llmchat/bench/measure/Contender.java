package llmchat.bench.measure;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import llmchat.bench.load.Length;
import llmchat.bench.load.Request;
import llmchat.bench.subject.Started;

/**
 * Who is asked: a subject that runs, or the upstream itself.
 *
 * @param connections that show its full speed
 * @param length of a right answer to a plain call
 */
record Contender(String name, Started started, int connections, Length length) {
  private static final String CALL =
      """
      {"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a helpful assistant."},\
      {"role":"user","content":"Write one sentence about the sea, in plain words."}],\
      "temperature":0.7,"max_tokens":64,"stream":%s}\
      """;
  private static final Buffer PLAIN = Buffer.buffer(CALL.formatted("false"));
  private static final Buffer STREAMED = Buffer.buffer(CALL.formatted("true"));

  /** Asks it for a few answers; blocks. */
  static Contender of(String name, Started started, int connections)
      throws IOException, InterruptedException {
    Length length = AnswerLength.of(request(started, PLAIN));
    return new Contender(name, started, connections, length);
  }

  boolean isBare() {
    return name.equals(Subjects.BARE);
  }

  /** A plain call. */
  Request plain() {
    return request(started, PLAIN);
  }

  /** The same call, answered as a stream. */
  Request streamed() {
    return request(started, STREAMED);
  }

  private static Request request(Started started, Buffer body) {
    return new Request(started.port(), started.path(), started.headers(), body);
  }
}
