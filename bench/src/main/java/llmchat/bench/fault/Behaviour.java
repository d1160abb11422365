package llmchat.bench.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the upstream does with a call. The call says so itself, in the text of its last message, for
 * that is what every gateway passes on: {@code fault:cut:17}, where the number tells the calls of
 * one run apart.
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
  /** Chunks for twenty seconds. */
  FLOW,
  /** No answer at all. */
  WAIT;

  private static final Pattern MARKER = Pattern.compile("fault:([a-z]+):([0-9]+)");

  /** A behaviour that a call asks for, and the call's number. */
  record Asked(Behaviour behaviour, int call) {}

  /** The text of a message that asks for this. */
  String marker(int call) {
    return "fault:" + name().toLowerCase(Locale.ROOT) + ":" + call;
  }

  /** Whether a client asks for a stream to see this. */
  boolean streams() {
    return this != ANSWER && this != WAIT;
  }

  /** What a request body asks for; nothing for a call of somebody else. */
  static Optional<Asked> asked(String body) {
    Matcher marker = MARKER.matcher(body);
    return marker.find()
        ? Optional.of(
            new Asked(
                valueOf(marker.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(marker.group(2))))
        : Optional.empty();
  }
}
