package llmchat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a head in their order, with repetitions; names are looked up in any case. */
public record Headers(List<Header> fields) {
  public Headers {
    fields = List.copyOf(fields);
  }

  /** Fields from name, value, name, value, … */
  public static Headers of(String... namesAndValues) {
    var fields = new ArrayList<Header>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return fields.stream().filter(f -> f.isNamed(name)).map(Header::value).toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** Whether the field's value is {@code value}, in any case. */
  public boolean is(String name, String value) {
    return first(name).filter(value::equalsIgnoreCase).isPresent();
  }

  /** The names in their order and spelling. */
  public List<String> names() {
    return fields.stream().map(Header::name).toList();
  }

  /** These fields with one more at the end, also if the name is there already. */
  public Headers plus(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  /** These fields with this value as the only one of its name. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  public Headers without(String name) {
    return new Headers(fields.stream().filter(f -> !f.isNamed(name)).toList());
  }

  /** The lines of a head, each ended by CRLF, without the empty line. */
  String lines() {
    var text = new StringBuilder();
    fields.forEach(field -> text.append(field).append("\r\n"));
    return text.toString();
  }
}
