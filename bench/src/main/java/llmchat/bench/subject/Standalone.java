package llmchat.bench.subject;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** LLM Chat as one process, with everything on. */
public final class Standalone implements Subject {
  private final App app;

  /** The program that is to be measured. */
  public Standalone(App app) {
    this.app = app;
  }

  @Override
  public String name() {
    return "standalone";
  }

  @Override
  public Started start(Place place) throws IOException, InterruptedException {
    int port = FreePort.find();
    Map<String, String> settings = new HashMap<>(Everything.gateway(place, port));
    settings.putAll(Everything.inference(place, FreePort.find()));
    StartedPrograms.Launch launch = () -> List.of(app.start("serve", place, settings));
    return StartedPrograms.start(port, Account.headers(place, port, launch), app.bytes(), launch);
  }
}
