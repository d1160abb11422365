package llmchat.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
  private record Row(String zone, Optional<Long> createdAt, List<String> allOfThem, boolean a) {}

  @Test
  void writesTheComponentsInTheirOrderInSnakeCase() {
    assertThat(json(new Row("z", Optional.of(3L), List.of("x", "y"), true)))
        .isEqualTo("{\"zone\":\"z\",\"created_at\":3,\"all_of_them\":[\"x\",\"y\"],\"a\":true}");
  }

  @Test
  void writesNullForWhatIsNotThere() {
    assertThat(json(new Row("", Optional.empty(), List.of(), false)))
        .isEqualTo("{\"zone\":\"\",\"created_at\":null,\"all_of_them\":[],\"a\":false}");
  }

  @Test
  void escapesOnlyWhatMustBe() {
    assertThat(JsonBody.message("a/b \"é😀\" \n \ud83d").toString())
        .isEqualTo("{\"message\":\"a/b \\\"é😀\\\" \\n \\uD83D\"}");
  }

  private static String json(Record answer) {
    return JsonBody.of(answer).toString();
  }
}
