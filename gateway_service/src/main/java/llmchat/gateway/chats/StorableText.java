package llmchat.gateway.chats;

import org.jspecify.annotations.Nullable;

/**
 * Text that every database can store: U+0000 and unpaired surrogates become U+FFFD, everything else
 * is unchanged. The length in UTF-16 units stays the same.
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
