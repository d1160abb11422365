package llmchat.gateway.chats;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Counts the tokens of a text: exactly for OpenAI's models, with their vocabularies, else estimated
 * as one per three bytes of UTF-8, which is more than English or German text has. A vocabulary is
 * loaded when first needed, which takes a second: not for event loops.
 */
final class Tokens {
  private static final int BYTES_PER_TOKEN = 3;

  /** Longer texts are estimated, in UTF-16 units. */
  private static final int MAX_COUNTED = 400_000;

  private static final Pattern NEWER_OPENAI = Pattern.compile("(gpt-4\\.|gpt-5|o[134]).*");

  private final EncodingRegistry vocabularies = Encodings.newLazyEncodingRegistry();

  /** The number of tokens, exact for OpenAI's models. */
  int in(String text, String model) {
    return text.length() > MAX_COUNTED
        ? estimate(text)
        : vocabulary(model).map(known -> known.countTokensOrdinary(text)).orElse(estimate(text));
  }

  /** An upper bound for any model: each token has at least one byte. */
  static int atMost(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int estimate(String text) {
    return Math.ceilDiv(atMost(text), BYTES_PER_TOKEN);
  }

  private Optional<Encoding> vocabulary(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    return vocabularies
        .getEncodingForModel(name)
        .or(() ->
            NEWER_OPENAI.matcher(name).matches()
                ? Optional.of(vocabularies.getEncoding(EncodingType.O200K_BASE))
                : Optional.empty());
  }
}
