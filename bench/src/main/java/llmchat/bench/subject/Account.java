package llmchat.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user of LLM Chat, who has signed up as users do, and whose key is kept beside the data. */
final class Account {
  private static final Pattern KEY = Pattern.compile("\"api_key\":\"([^\"]+)\"");
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private Account() {}

  /**
   * The header lines of the user of this place. Where there is none yet, the programs are started
   * once for that alone: so the start that is measured is one with a database that is there, as on
   * any day but the first.
   */
  static List<String> headers(Place place, int port, StartedPrograms.Launch launch)
      throws IOException, InterruptedException {
    Path file = place.folder().resolve("key");
    if (!Files.exists(file)) {
      Files.writeString(file, signUp(port, launch));
    }
    return List.of("Authorization: Bearer " + Files.readString(file));
  }

  private static String signUp(int port, StartedPrograms.Launch launch)
      throws IOException, InterruptedException {
    List<Program> programs = launch.start();
    try (FirstAnswer client = new FirstAnswer()) {
      String answer =
          client.await(
              FirstAnswer.form(port, "/signup", "username=bench&password=only-for-this-run"),
              programs,
              LONGEST_START);
      Matcher key = KEY.matcher(answer);
      if (!key.find()) {
        throw new IOException("no key in " + answer);
      }
      return key.group(1);
    } finally {
      programs.forEach(Program::close);
    }
  }
}
