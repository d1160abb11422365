package llmchat.gateway.chats;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many tokens a text is to a model: counted with OpenAI's vocabularies for OpenAI's models,
 * else estimated as one for three bytes of UTF-8, which is more than English or German text needs.
 * A vocabulary is loaded when it is needed first, which takes a second: not for event loops.
 */
final class Tokens {
  private static final int BYTES_PER_TOKEN = 3;

  /** Counting longer texts would take too long for how little it matters. */
  private static final int MAX_COUNTED = 400_000;

  private static final Pattern NEWER_OPENAI = Pattern.compile("(gpt-4\\.|gpt-5|o[134]).*");

  private final EncodingRegistry vocabularies = Encodings.newLazyEncodingRegistry();

  /** The tokens of the text, roughly where the model is not OpenAI's. */
  int in(String text, String model) {
    return text.length() > MAX_COUNTED
        ? estimate(text)
        : vocabulary(model).map(known -> known.countTokensOrdinary(text)).orElse(estimate(text));
  }

  /** Never fewer than the tokens of the text: each stands for a byte at least. */
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
