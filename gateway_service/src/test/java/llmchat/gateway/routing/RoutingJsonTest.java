package llmchat.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import llmchat.server.config.Reading;
import llmchat.server.models.Routing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingJsonTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-4-mini, http://gpt-4-mini:8000",
    "gpt-4-mini:9000, http://gpt-4-mini:9000",
    "10.0.0.7, http://10.0.0.7:8000",
    "[::1]:9000, http://[::1]:9000",
    "::1, http://[::1]:8000",
    "http://host, http://host",
    "https://host:9443/inference/, https://host:9443/inference",
  })
  void readsAddresses(String address, URI uri) {
    assertThat(RoutingJson.parse("{\"gpt-4o-mini\": \"" + address + "\"}"))
        .isEqualTo(Reading.good(new Routing(Map.of("gpt-4o-mini", uri))));
  }

  @Test
  void keepsTheOrderOfTheModels() {
    Map<String, URI> expected = new LinkedHashMap<>();
    expected.put("z", URI.create("http://one:8000"));
    expected.put("a", URI.create("http://two:8000"));
    expected.put("m", URI.create("http://one:8000"));

    Reading<Routing> routing = RoutingJson.parse("{\"z\":\"one\",\"a\":\"two\",\"m\":\"one\"}");

    assertThat(routing).isEqualTo(Reading.good(new Routing(expected)));
    assertThat(routing.then(it -> Reading.good(String.join("", it.inference().keySet()))))
        .isEqualTo(Reading.good("zam"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpt-4-mini            | is not JSON (column 1)
          {"a": "b"             | is not JSON (column 10)
          {"a": "b"} {}         | has text after its closing brace
          {"a": "b"} nonsense   | is not JSON (column 12)
          ["a"]                 | is not a JSON object
          "a"                   | is not a JSON object
          {}                    | lists no model
          {"a": 1}              | has no string for the model "a"
          {"a": null}           | has no string for the model "a"
          {"a": {"b": "c"}}     | has no string for the model "a"
          {"a": ""}             | has an address for the model "a" that is empty
          {"a": "b:99999"}      | has an address for the model "a" that has a port above 65535
          {"a": "b_c"}          | has an address for the model "a" that has an underscore, which host names cannot have
          {"a": "ftp://b"}      | has an address for the model "a" that does not begin with http:// or https://
          {" ": "b"}            | has an empty model name
          {"a": "b", "a": "c"}  | lists a model twice
          """)
  void refusesOtherTexts(String json, String problem) {
    assertThat(RoutingJson.parse(json)).isEqualTo(Reading.bad(problem));
  }

  @Test
  void refusesDeepNestingWithoutFallingOver() {
    assertThat(RoutingJson.parse("{\"a\":" + "[".repeat(100_000))).isInstanceOf(Reading.Bad.class);
  }
}
