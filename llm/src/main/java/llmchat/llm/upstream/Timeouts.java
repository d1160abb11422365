package llmchat.llm.upstream;

import java.time.Duration;
import llmchat.llm.config.KnownSettings;
import llmchat.llm.config.Settings;

/**
 * How long a call may take in each of its phases.
 *
 * @param connect until a connection stands
 * @param firstByte from the last byte sent to the first byte of the answer
 * @param idle between two reads of an answer
 * @param total for the whole call
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
  /** The operator's. */
  public static Timeouts of(Settings settings) {
    return new Timeouts(
        settings.get(KnownSettings.CONNECT_TIMEOUT),
        settings.get(KnownSettings.FIRST_BYTE_TIMEOUT),
        settings.get(KnownSettings.IDLE_TIMEOUT),
        settings.get(KnownSettings.TOTAL_TIMEOUT));
  }
}
