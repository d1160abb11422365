package llmchat.server.http;

import static llmchat.server.config.Group.GATEWAY;

import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The setting for proxies in front of a server. */
public final class ProxySettings {
  public static final Setting<TrustedProxies> TRUSTED_PROXIES =
      Setting.of(
          "TRUSTED_PROXIES",
          TrustedProxies.TYPE,
          GATEWAY,
          "Proxies whose X-Forwarded-* headers count: addresses or networks such as 10.0.0.0/8");

  public static final ConfigSpec SPEC = ConfigSpec.of(TRUSTED_PROXIES);

  private ProxySettings() {}
}
