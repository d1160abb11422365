package llmchat.gateway;

import static llmchat.gateway.GatewayListenerSettings.GATEWAY_HOST;
import static llmchat.gateway.admin.AdminKeySettings.ADMIN_KEY;

import llmchat.gateway.accounts.SignUpSettings;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.gateway.limits.LimitSettings;
import llmchat.gateway.routing.RoutingSettings;
import llmchat.gateway.sessions.SessionSettings;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Hosts;
import llmchat.server.config.Problems;
import llmchat.server.config.Settings;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.ProxySettings;
import llmchat.server.http.ServerSettings;
import llmchat.server.observe.LogSettings;
import llmchat.server.outbound.OutboundSettings;
import llmchat.server.tls.TlsSettings;

/** The settings of the gateway, collected from its features. */
public final class GatewaySettings {
  private static final int SHORTEST_ADMIN_KEY = 16;

  /** The settings, in the order of the documentation within each group. */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(
              GatewayListenerSettings.SPEC,
              AdminKeySettings.SPEC,
              TlsSettings.SPEC,
              ProxySettings.SPEC,
              SignUpSettings.SPEC,
              SessionSettings.SPEC,
              DatabaseSettings.SPEC,
              LimitSettings.SPEC,
              RoutingSettings.SPEC,
              ServerSettings.SPEC,
              OutboundSettings.SPEC,
              DrainSettings.SPEC,
              LogSettings.SPEC)
          .withCheck(GatewaySettings::check);

  private GatewaySettings() {}

  private static void check(Settings settings, Problems problems) {
    boolean weak =
        settings.find(ADMIN_KEY).map(key -> key.length() < SHORTEST_ADMIN_KEY).orElse(false);
    if (settings.role().servesGateway() && weak && !Hosts.isLoopback(settings.get(GATEWAY_HOST))) {
      problems.error(
          ADMIN_KEY.name(),
          settings.sourceOf(ADMIN_KEY),
          "has fewer than 16 characters, and the gateway listens on "
              + settings.get(GATEWAY_HOST)
              + ", which other machines can reach",
          "use a longer key, such as the output of: openssl rand -hex 24");
    }
  }
}
