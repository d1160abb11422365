package llmchat.server.form;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parsers that build trees of JSON from outside. The number of values is bounded, because a tree of
 * many small ones takes far more memory than their text.
 */
public final class BoundedJson {
  private BoundedJson() {}

  /**
   * A parser that refuses more than that many tokens with a {@link
   * tools.jackson.core.exc.StreamConstraintsException}.
   */
  public static JsonMapper withTokens(int max) {
    StreamReadConstraints bound = StreamReadConstraints.builder().maxTokenCount(max).build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bound).build()).build();
  }
}
