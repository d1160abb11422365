package llmchat.gateway.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import llmchat.llm.Secret;

/**
 * An API key in responses, without the key itself.
 *
 * @param createdAt in milliseconds since 1970, as {@code lastUsedAt} is
 */
record KeyJson(
    String id, String name, String begins, String ends, long createdAt, Optional<Long> lastUsedAt) {

  static KeyJson of(ListedKey key) {
    return new KeyJson(
        key.id(),
        key.name(),
        key.begins(),
        key.ends(),
        key.createdAt().toEpochMilli(),
        key.lastUsed().map(Instant::toEpochMilli));
  }

  /** All keys of a user. */
  record All(List<KeyJson> keys) {
    static All of(List<ListedKey> keys) {
      return new All(keys.stream().map(KeyJson::of).toList());
    }
  }

  /** A new key, with the key itself, which is shown only this once. */
  record WithSecret(
      String id,
      String name,
      String begins,
      String ends,
      long createdAt,
      Optional<Long> lastUsedAt,
      String key) {

    static WithSecret of(ListedKey listed, Secret key) {
      KeyJson json = KeyJson.of(listed);
      return new WithSecret(
          json.id,
          json.name,
          json.begins,
          json.ends,
          json.createdAt,
          json.lastUsedAt,
          key.reveal());
    }
  }
}
