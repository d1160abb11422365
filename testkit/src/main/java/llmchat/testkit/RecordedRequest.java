package llmchat.testkit;

import java.net.ProtocolException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as a {@link ScriptedUpstream} received it.
 *
 * @param connection the number of the connection, from 1: the same for requests that shared one
 * @param target path and query as sent
 * @param headers in their order and spelling
 * @param head every byte of the head
 * @param body without chunk framing
 */
public record RecordedRequest(
    int connection, String method, String target, Headers headers, Bytes head, Bytes body) {

  static RecordedRequest of(int connection, RawHead head, Bytes body) throws ProtocolException {
    return new RecordedRequest(
        connection, head.word(0), head.word(1), head.headers(), head.raw(), body);
  }

  /** The target without its query. */
  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** The first value of a header, in any case; empty text when it is not there. */
  public String header(String name) {
    return headers.first(name).orElse("");
  }

  /** The body as a JSON tree. */
  public JsonNode json() {
    return JsonMapper.shared().readTree(body.toArray());
  }

  @Override
  public String toString() {
    return "(connection " + connection + ") " + head + body;
  }
}
