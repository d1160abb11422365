package llmchat.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import llmchat.gateway.store.KeyHash;
import org.junit.jupiter.api.Test;

class KeyFormatTest {

  @Test
  void issuesKeysOfTheDocumentedForm() {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    String text = key.text().reveal();
    assertThat(text).matches("llmc_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}").hasSize(KeyFormat.LENGTH);
    assertThat(text).contains("_" + key.publicId() + "_").endsWith(key.last4());
    assertThat(key.hash()).isEqualTo(KeyHash.of(text));
    assertThat(key.toString()).doesNotContain(text);
    assertThat(KeyFormat.kindOf(text)).contains(KeyKind.API_KEY);
    assertThat(KeyFormat.kindOf(KeyFormat.issue(KeyKind.SESSION).text().reveal()))
        .contains(KeyKind.SESSION);
  }

  @Test
  void neverIssuesAKeyTwice() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(KeyFormat.issue(KeyKind.API_KEY).text().reveal());
    }
    assertThat(keys).hasSize(1_000);
  }

  @Test
  void noticesEveryChangedCharacter() {
    String key = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
    for (int i = 0; i < key.length(); i++) {
      char other = key.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(KeyFormat.looksGenuine(key.substring(0, i) + other + key.substring(i + 1)))
          .as("character %d", i)
          .isFalse();
    }
  }

  @Test
  void refusesOtherLengthsAndAlphabets() {
    String key = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
    assertThat(KeyFormat.looksGenuine("")).isFalse();
    assertThat(KeyFormat.looksGenuine("llmc_")).isFalse();
    assertThat(KeyFormat.looksGenuine(key + "0")).isFalse();
    assertThat(KeyFormat.looksGenuine(key.substring(1))).isFalse();
    assertThat(KeyFormat.looksGenuine(key.substring(0, 20) + "\u00e9" + key.substring(21)))
        .isFalse();
    assertThat(KeyFormat.looksGenuine("sk-" + "a".repeat(60))).isFalse();
  }

  @Test
  void theChecksumIsTheOneThatIsDocumented() {
    // zlib.crc32(b"llmc_00000000_" + b"0" * 43) in base 62, worked out apart from this code.
    String body = "llmc_00000000_" + "0".repeat(43);
    assertThat(KeyFormat.looksGenuine(body + "3Pucp9")).isTrue();
  }
}
