package llmchat.gateway.accounts;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a new account may have, so that nobody passes for somebody else: what is read must be
 * what is stored. Names of adopted accounts are not asked. Pure.
 */
final class Usernames {
  private static final Set<String> RESERVED = Set.of("admin", "administrator", "root", "system");

  /** Scripts whose letters look like those of the others. */
  private static final Set<UnicodeScript> LOOK_ALIKE =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.CHEROKEE);

  private Usernames() {}

  /** What is wrong with a name in NFC, as the client reads it. */
  static Optional<String> problem(String name) {
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of("control characters are not allowed");
    }
    if (!name.equals(name.strip())) {
      return Optional.of("blanks at the beginning or the end are not allowed");
    }
    if (name.codePoints().anyMatch(Usernames::isInvisible)) {
      return Optional.of("invisible characters are not allowed");
    }
    if (!Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
      return Optional.of("use the plain form of each character");
    }
    if (name.codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(LOOK_ALIKE::contains)
            .distinct()
            .count()
        > 1) {
      return Optional.of("letters that look alike must not be mixed");
    }
    return RESERVED.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.of("this name is reserved")
        : Optional.empty();
  }

  /** Also what changes the direction of a text, and blanks other than the space. */
  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> character != ' ';
      default -> character == '\u115f' || character == '\u1160' || character == '\u3164';
    };
  }
}
