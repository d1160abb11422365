package llmchat.llm.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small documents as trees, for what is read here and there and not passed on. */
public final class JsonTree {
  private JsonTree() {}

  /** The document in UTF-8; a missing node, in which nothing is found, if it is no JSON. */
  public static JsonNode read(byte[] document) {
    try {
      return JsonMapper.shared().readTree(document);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
