package llmchat.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import llmchat.server.http.JsonBody;
import org.junit.jupiter.api.Test;

class MetricsJsonTest {
  private static final String TEXT =
      """
      # HELP calls_total Calls
      # TYPE calls_total counter
      calls_total{path="/v1/{x}",status="200"} 12.0
      bytes 1.2345678E8
      nothing NaN
      endless +Inf
      below -0.5
      """;

  @Test
  void isOneFlatObjectInTheOrderOfTheText() {
    assertThat(JsonBody.of(MetricsJson.of(TEXT)).toString())
        .isEqualTo(
            "{\"calls_total{path=\\\"/v1/{x}\\\",status=\\\"200\\\"}\":12.0,"
                + "\"bytes\":1.2345678E8,\"below\":-0.5}");
  }
}
