package llmchat.server.http;

import java.util.function.BooleanSupplier;

/** Health probes: whether the process is running, and whether it is ready to serve. */
public final class Health {
  private static final Status OK = new Status("ok");
  private static final Status NOT_READY = new Status("not ready");

  private Health() {}

  private record Status(String status) {}

  /** Adds {@code /livez}, {@code /readyz} and the old name {@code /healthz}. */
  public static void addTo(Routes routes, BooleanSupplier ready) {
    routes.quiet("/livez", exchange -> exchange.send(200, JsonBody.of(OK)));
    routes.quiet("/readyz", exchange -> answer(exchange, ready));
    routes.quiet("/healthz", exchange -> answer(exchange, ready));
  }

  private static void answer(Exchange exchange, BooleanSupplier ready) {
    boolean can = ready.getAsBoolean();
    exchange.send(can ? 200 : 503, JsonBody.of(can ? OK : NOT_READY));
  }
}
