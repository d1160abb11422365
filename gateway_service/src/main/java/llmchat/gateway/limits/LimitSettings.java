package llmchat.gateway.limits;

import static llmchat.server.config.Group.LIMITS;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Hosts;
import llmchat.server.config.Quoted;
import llmchat.server.config.Setting;
import llmchat.server.config.Shorthand;
import llmchat.server.config.ValueTypes;
import llmchat.server.config.Values;

/** The settings of rate limits, and of Redis, in which several gateways share them. */
public final class LimitSettings {
  public static final Setting<List<RateLimit>> RATE_LIMIT =
      Setting.of(
              "RATE_LIMIT",
              RateLimit.TYPE,
              LIMITS,
              "Calls per user: 60/minute, 100/hour;1000/day, a bare number per minute, or off")
          .shownAs(RateLimit::text)
          .withDefault("60/minute")
          .shownAlways();
  public static final Setting<Secret> REDIS_URL =
      Setting.secret(
              "REDIS_URL",
              ValueTypes.secretUrl(
                  "a URL such as redis://:password@host:6379/0", "redis:", "rediss:", "unix:"),
              LIMITS,
              "Redis, for limits that several gateways share: redis://:password@host:6379/0")
          .shownAs(url -> Quoted.url(url.reveal()))
          .whenUnset("limits in memory")
          .shownAlways();
  public static final Setting<String> REDIS_HOST =
      Setting.host("REDIS_HOST", LIMITS, "Host of Redis, where REDIS_URL is not set");
  public static final Setting<Integer> REDIS_PORT =
      Setting.port("REDIS_PORT", LIMITS, "Port that goes with REDIS_HOST").withDefault("6379");
  public static final Setting<Secret> REDIS_PASSWORD =
      Setting.secret(
          "REDIS_PASSWORD", ValueTypes.PASSWORD, LIMITS, "Password that goes with REDIS_HOST");

  /** With {@code REDIS_HOST} as a shorthand for {@code REDIS_URL}. */
  public static final ConfigSpec SPEC =
      ConfigSpec.of(RATE_LIMIT, REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_PASSWORD)
          .withShorthand(new Shorthand<>(REDIS_HOST, REDIS_URL, LimitSettings::url));

  private LimitSettings() {}

  private static Secret url(Values values) {
    String password =
        values.find(REDIS_PASSWORD).map(secret -> ":" + encoded(secret) + "@").orElse("");
    return new Secret(
        "redis://" + password + Hosts.inUrl(values.get(REDIS_HOST)) + ":" + values.get(REDIS_PORT));
  }

  private static String encoded(Secret password) {
    return URLEncoder.encode(password.reveal(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
