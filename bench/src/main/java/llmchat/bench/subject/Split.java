package llmchat.bench.subject;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** LLM Chat as two processes on one core: a gateway that asks an inference service over HTTP. */
public final class Split implements Subject {
  private final App app;

  /** The program that is to be measured. */
  public Split(App app) {
    this.app = app;
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public Started start(Place place) throws IOException, InterruptedException {
    int port = FreePort.find();
    int inferencePort = FreePort.find();
    Map<String, String> token = Map.of("INFERENCE_TOKEN", "shared-by-both-for-this-run");
    Map<String, String> gateway = new HashMap<>(Everything.gateway(place, port));
    gateway.putAll(Everything.routing(inferencePort));
    gateway.putAll(token);
    Map<String, String> inference = new HashMap<>(Everything.inference(place, inferencePort));
    inference.putAll(token);
    StartedPrograms.Launch signUp = () -> List.of(app.start("gateway", place, gateway));
    StartedPrograms.Launch launch =
        () ->
            List.of(app.start("inference", place, inference), app.start("gateway", place, gateway));
    return StartedPrograms.start(port, Account.headers(place, port, signUp), app.bytes(), launch);
  }
}
