package llmchat.gateway;

import static llmchat.server.config.Group.GATEWAY;

import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The settings of the address that the gateway listens on. */
public final class GatewayListenerSettings {
  public static final Setting<String> GATEWAY_HOST =
      Setting.host("GATEWAY_HOST", GATEWAY, "Address that the gateway listens on")
          .withDefault("0.0.0.0")
          .shownAlways();
  public static final Setting<Integer> GATEWAY_PORT =
      Setting.port("GATEWAY_PORT", GATEWAY, "Port of the gateway")
          .withDefault("8001")
          .shownAlways();

  public static final ConfigSpec SPEC = ConfigSpec.of(GATEWAY_HOST, GATEWAY_PORT);

  private GatewayListenerSettings() {}
}
