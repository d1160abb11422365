package llmchat.gateway.chats;

import org.jspecify.annotations.Nullable;

/**
 * Texts as a database can hold them: U+0000 and halves of surrogate pairs become U+FFFD, everything
 * else stays as it is. The length in UTF-16 units does not change.
 */
final class StorableText {
  private StorableText() {}

  static String of(String text) {
    return text.codePoints().allMatch(StorableText::isStorable)
        ? text
        : text.codePoints()
            .map(c -> isStorable(c) ? c : 0xfffd)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }

  private static boolean isStorable(int codePoint) {
    return codePoint != 0 && (codePoint < 0xd800 || codePoint > 0xdfff);
  }
}
