package llmchat.gateway.relay.toy;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small documents as trees. */
final class ToyJson {
  private ToyJson() {}

  /** The document in UTF-8; a missing node, in which nothing is found, if it is no JSON. */
  static JsonNode read(byte[] document) {
    try {
      return JsonMapper.shared().readTree(document);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
