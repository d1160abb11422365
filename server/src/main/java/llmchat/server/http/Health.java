package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.function.BooleanSupplier;

/** Health probes: whether the process is running, and whether it is ready to serve. */
public final class Health {
  private static final Buffer OK = Buffer.buffer("{\"status\":\"ok\"}");
  private static final Buffer NOT_READY = Buffer.buffer("{\"status\":\"not ready\"}");

  private Health() {}

  /** Adds {@code /livez}, {@code /readyz} and the old name {@code /healthz}. */
  public static void addTo(Routes routes, BooleanSupplier ready) {
    routes.quiet("/livez", exchange -> exchange.send(200, OK.copy()));
    routes.quiet("/readyz", exchange -> answer(exchange, ready));
    routes.quiet("/healthz", exchange -> answer(exchange, ready));
  }

  private static void answer(Exchange exchange, BooleanSupplier ready) {
    boolean can = ready.getAsBoolean();
    exchange.send(can ? 200 : 503, (can ? OK : NOT_READY).copy());
  }
}
