package llmchat.llm.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses small JSON documents into trees, where that need not be fast. */
public final class JsonTree {
  private JsonTree() {}

  /**
   * Parses a UTF-8 document; returns a missing node, in which nothing is found, if it is invalid.
   */
  public static JsonNode read(byte[] document) {
    try {
      return JsonMapper.shared().readTree(document);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
