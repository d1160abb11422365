package llmchat.server.http;

import static llmchat.server.config.Group.LIMITS;
import static llmchat.server.config.Group.PROCESS;

import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The settings of every HTTP server. */
public final class ServerSettings {
  public static final Setting<Long> MAX_BODY_SIZE =
      Setting.size("MAX_BODY_SIZE", LIMITS, "Largest request body").withDefault("32MB");
  public static final Setting<Integer> EVENT_LOOPS =
      Setting.count("EVENT_LOOPS", PROCESS, "Event loops: threads that carry calls")
          .withDefault(Runtime.getRuntime().availableProcessors(), "number of processors");
  public static final Setting<Integer> MAX_OPEN_REQUESTS =
      Setting.count(
              "MAX_OPEN_REQUESTS", PROCESS, "Requests answered at the same time; more get 503")
          .withDefault("10000");

  public static final Setting<AllowedHosts> ALLOWED_HOSTS =
      Setting.of(
          "ALLOWED_HOSTS",
          AllowedHosts.TYPE,
          PROCESS,
          "Names for calls from this machine itself, besides localhost and addresses");

  public static final ConfigSpec SPEC =
      ConfigSpec.of(MAX_BODY_SIZE, EVENT_LOOPS, MAX_OPEN_REQUESTS, ALLOWED_HOSTS);

  private ServerSettings() {}
}
