package llmchat.bench.subject;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A subject that runs until it is closed; closing ends all of its processes and waits for that. */
public interface Started extends AutoCloseable {
  /** Where it takes {@code POST /v1/chat/completions}. */
  int port();

  /** The path of a chat completion. */
  default String path() {
    return "/v1/chat/completions";
  }

  /** Header lines that a client of it sends, the key for instance. */
  List<String> headers();

  /** From the start of the process to its first successful answer. */
  Duration ready();

  /** All of its processes, now. */
  Processes processes();

  /** Bytes of what has to be on the machine for it, without its language's own runtime. */
  default OptionalLong installedBytes() {
    return OptionalLong.empty();
  }

  @Override
  void close();
}
