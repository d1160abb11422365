package llmchat.llm.observe;

import llmchat.llm.json.Splice;
import net.logstash.logback.argument.StructuredArguments;
import org.slf4j.Logger;

/** The same fields as the members of a JSON object under {@code request}. */
final class JsonLine implements Line {
  private final StringBuilder json = new StringBuilder(256).append('{');

  @Override
  public void text(String name, String value) {
    begin(name);
    json.append(Splice.quoted(value));
  }

  @Override
  public void number(String name, long value) {
    begin(name);
    json.append(value);
  }

  @Override
  public void flag(String name, boolean value) {
    begin(name);
    json.append(value);
  }

  @Override
  public void millis(String name, long nanos) {
    begin(name);
    Line.appendMillis(json, nanos);
  }

  @Override
  public void writeTo(Logger log) {
    log.info("request", StructuredArguments.raw("request", json.append('}').toString()));
  }

  private void begin(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":");
  }
}
