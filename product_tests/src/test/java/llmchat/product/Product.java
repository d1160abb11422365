package llmchat.product;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.llm.Pool;
import llmchat.server.config.ServiceRole;
import llmchat.server.http.Route;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.ScriptedUpstream;
import org.jspecify.annotations.Nullable;

/**
 * The running product, as a {@link Setup} wants it, with all its services in this JVM. What it
 * keeps lies in a folder of its own, unless {@code DATA_DIR} is set; {@link #close} removes it.
 */
public final class Product implements AutoCloseable {
  /** The admin's key. */
  public static final String ADMIN_KEY = "test-admin-key-0123456789";

  /** The operator's key at the provider, which no client may ever see. */
  public static final String PROVIDER_KEY = "test-provider-key-0123456789";

  /** The model, where {@code MODEL_NAME} names no other. */
  public static final String MODEL = "gpt-4o-mini";

  /** A gateway and the way to it. */
  private record Gateway(Running running, Http http) {
    void close() {
      http.close();
      running.close();
    }
  }

  private final Setup setup;
  private final Surroundings surroundings;
  private final AtomicLong passed = new AtomicLong();
  private final List<Gateway> gateways = new ArrayList<>();
  private Optional<Running> inference = Optional.empty();
  private @Nullable Account somebody;

  private Product(Setup setup) {
    this.setup = setup;
    this.surroundings = new Surroundings(setup);
  }

  /** Starts it; returns when everything serves, and leaves nothing behind if it fails. */
  static Product start(Setup setup) {
    Product product = new Product(setup);
    try {
      product.startInference();
      product.startGateways();
      return product;
    } catch (RuntimeException failure) {
      product.close();
      throw failure;
    }
  }

  private void startInference() {
    if (setup.form().hasInferenceService()) {
      inference =
          Optional.of(setup.start(ServiceRole.INFERENCE, surroundings.ofInference(), passed));
    }
  }

  private void startGateways() {
    boolean isWhole = setup.form() == Form.ONE_PROCESS;
    for (int i = 0; i < setup.form().gateways(); i++) {
      Running running =
          setup.start(
              isWhole ? ServiceRole.STANDALONE : ServiceRole.GATEWAY,
              surroundings.ofGateway(inference.map(Running::inferencePort)),
              passed);
      gateways.add(new Gateway(running, setup.http(running.gatewayPort())));
    }
  }

  /** As what it runs. */
  public Form form() {
    return setup.form();
  }

  /** The provider behind it. */
  public ScriptedUpstream provider() {
    return surroundings.provider();
  }

  /** Calls to the gateway, without a key. */
  public Http http() {
    return gateways.getFirst().http();
  }

  /** Calls to another gateway of {@link Form#TWO_GATEWAYS}, elsewhere to the only one. */
  public Http other() {
    return gateways.getLast().http();
  }

  /** Calls as the admin. */
  public Http admin() {
    return http().bearer(ADMIN_KEY);
  }

  /** A connection of its own to the gateway. */
  public RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** Where the gateway is found, as {@code http://127.0.0.1:8001}. */
  public String origin() {
    return setup.origin(port());
  }

  /** What the callers of the gateway share. */
  public List<Pool.Terms> pools() {
    return gateway().gateway().orElseThrow().load().pools().stream().map(Pool::terms).toList();
  }

  /** The gateway's port. */
  public int port() {
    return gateway().gatewayPort();
  }

  /** The process that serves the gateway. */
  public Running gateway() {
    return gateways.getFirst().running();
  }

  /** The process that serves inference; in {@link Form#ONE_PROCESS} the gateway's. */
  public Running inference() {
    return inference.orElseGet(this::gateway);
  }

  /** What the gateway serves. */
  public List<Route> routes() {
    return gateway().gateway().orElseThrow().routes();
  }

  /** The key of somebody who has an account. */
  public String key() {
    return somebody().key();
  }

  /** Somebody who signs up when first asked for. */
  public synchronized Account somebody() {
    if (somebody == null) {
      somebody = Account.signUp(http(), "somebody");
    }
    return somebody;
  }

  /** Lets time pass for all its services. */
  public void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  /** Stops its gateways and starts them again, with everything that they kept. */
  public void restart() {
    closeGateways();
    startGateways();
  }

  private void closeGateways() {
    gateways.forEach(Gateway::close);
    gateways.clear();
  }

  @Override
  public void close() {
    closeGateways();
    inference.ifPresent(Running::close);
    surroundings.close();
  }

  @Override
  public String toString() {
    return setup.form().toString();
  }
}
