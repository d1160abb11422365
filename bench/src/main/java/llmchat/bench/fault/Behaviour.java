package llmchat.bench.fault;

import java.util.Locale;
import llmchat.testkit.RecordedRequest;

/**
 * What the upstream does with a call. The call says so itself, in the text of its last message, for
 * that is what every gateway passes on.
 */
enum Behaviour {
  /** A whole JSON answer. */
  ANSWER,
  /** A whole stream. */
  STREAM,
  /** Three chunks, then FIN in the middle of the body. */
  CUT,
  /** Three chunks, then RST. */
  RESET,
  /** Three chunks, then nothing any more. */
  STALL,
  /** Chunks for many seconds. */
  FLOW,
  /** No answer at all. */
  WAIT;

  /** The text of a message that asks for this. */
  String marker() {
    return "fault:" + name().toLowerCase(Locale.ROOT);
  }

  boolean isAskedFor(RecordedRequest request) {
    return request.body().utf8().contains(marker());
  }

  /** Whether a client asks for a stream to see this. */
  boolean streams() {
    return this != ANSWER && this != WAIT;
  }
}
