package llmchat.server.form;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Failure.FieldProblem;
import llmchat.llm.FailureException;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a request body, sent as a form or as a JSON object. Reading an invalid field
 * records the problem; {@link #check} then reports all of them at once. Not thread-safe.
 */
public final class Form {
  /** More than any of our forms needs. */
  private static final long MOST_BYTES = 64 * 1024;

  /** In bytes: a text of a million characters, escaped. It is read on the event loop. */
  private static final long MOST_JSON = 8_000_000;

  /** Forms have few fields; more values than these would only fill the memory. */
  private static final JsonMapper JSON = BoundedJson.withTokens(10_000);

  private final JsonNode fields;
  private final List<FieldProblem> problems = new ArrayList<>();

  private Form(JsonNode fields) {
    this.fields = fields;
  }

  /** Reads a form or a JSON object of at most {@value #MOST_BYTES} bytes. */
  public static Future<Form> readFormOrJson(Exchange exchange, Bodies bodies) {
    String type = exchange.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      return Future.failedFuture(
          new FailureException(
              new Failure.UnsupportedMedia(
                  "Send a form as application/x-www-form-urlencoded, or JSON.")));
    }
    boolean form = type.startsWith("application/x-www-form-urlencoded");
    return bodies
        .read(exchange, MOST_BYTES)
        .map(body -> new Form(form ? urlencoded(body) : json(body)));
  }

  /** Reads a JSON object of at most {@value #MOST_JSON} bytes. */
  public static Future<Form> readJson(Exchange exchange, Bodies bodies) {
    return bodies
        .readJson(exchange, MOST_JSON)
        .map(body -> {
          exchange.notes().requestBody(body);
          return new Form(json(body));
        });
  }

  /** Reads a JSON object; an empty body counts as an empty object. */
  public static Future<Form> readJsonIfAny(Exchange exchange, Bodies bodies) {
    return bodies
        .readJson(exchange, MOST_JSON)
        .map(body -> new Form(body.length() == 0 ? JSON.createObjectNode() : json(body)));
  }

  /** A text; empty if the field is absent or null; anything else is a problem. */
  public Optional<String> text(String name) {
    JsonNode value = fields.path(name);
    if (value.isString()) {
      return Optional.of(value.asString());
    }
    if (!value.isMissingNode() && !value.isNull()) {
      reject(name, "string_type", "Input should be a valid string");
    }
    return Optional.empty();
  }

  /** A required text, which may be empty. */
  public String requiredText(String name) {
    JsonNode value = fields.path(name);
    Optional<String> text = text(name);
    if (value.isMissingNode() || value.isNull()) {
      reject(name, "missing", "Field required");
    }
    return text.orElse("");
  }

  /** Whether the field is present, even if null. */
  public boolean has(String name) {
    return fields.has(name);
  }

  /** A whole number; empty if the field is absent or null; anything else is a problem. */
  public Optional<Long> number(String name) {
    JsonNode value = fields.path(name);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.asLong());
    }
    if (!value.isMissingNode() && !value.isNull()) {
      reject(name, "int_type", "Input should be a valid integer");
    }
    return Optional.empty();
  }

  /** A flag; false if the field is absent. */
  public boolean flag(String name) {
    JsonNode value = fields.path(name);
    if (!value.isBoolean() && !value.isMissingNode() && !value.isNull()) {
      reject(name, "bool_type", "Input should be a valid boolean");
    }
    return value.asBoolean(false);
  }

  /** Records a problem that the caller found. */
  public void reject(String name, String type, String message) {
    problems.add(new FieldProblem(name, type, message));
  }

  /** Throws a {@link FailureException} with {@link Failure.InvalidFields} if there are problems. */
  public void check() {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.InvalidFields(problems));
    }
  }

  private static JsonNode json(Buffer body) {
    JsonNode parsed;
    try {
      parsed = JSON.readTree(body.getBytes());
    } catch (JacksonException e) {
      throw invalid("json_invalid", "JSON decode error");
    }
    if (parsed.isMissingNode()) {
      throw invalid("missing", "Field required");
    }
    if (!parsed.isObject()) {
      throw invalid("model_attributes_type", "Input should be a valid dictionary");
    }
    return parsed;
  }

  private static JsonNode urlencoded(Buffer body) {
    ObjectNode fields = JSON.createObjectNode();
    // A character for each byte; what they mean together is decided after decoding.
    for (String pair : body.toString(StandardCharsets.ISO_8859_1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      byte[] bytes =
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      // Bytes that are not UTF-8 would all become the same character.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw invalid("form_invalid", "The form is not correctly percent-encoded");
    } catch (CharacterCodingException e) {
      throw invalid("form_invalid", "The form is not valid UTF-8");
    }
  }

  private static FailureException invalid(String type, String message) {
    return new FailureException(
        new Failure.InvalidFields(List.of(new FieldProblem("body", type, message))));
  }
}
