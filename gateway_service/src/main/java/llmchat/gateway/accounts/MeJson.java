package llmchat.gateway.accounts;

import java.time.Duration;
import java.util.List;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.Proof;
import llmchat.gateway.limits.LimitUsage;

/** The response of {@code GET /api/me}. */
record MeJson(
    String username,
    boolean admin,
    String signedInBy,
    boolean demo,
    String defaultModel,
    List<String> models,
    List<Limit> limits) {

  /** The usage of one limit; {@code used} is the number of calls that count now. */
  record Limit(int limit, long windowSeconds, int used, long resetsInSeconds) {
    static Limit of(LimitUsage usage) {
      return new Limit(
          usage.limit().calls(),
          usage.limit().window().toSeconds(),
          usage.used(),
          secondsUp(usage.reset()));
    }
  }

  static MeJson of(Caller caller, OfferedModels models, List<LimitUsage> limits) {
    return new MeJson(
        caller.username(),
        caller.isAdmin(),
        signedInBy(caller.proof()),
        models.demo(),
        models.defaultModel(),
        models.names(),
        limits.stream().map(Limit::of).toList());
  }

  private static String signedInBy(Proof proof) {
    return switch (proof) {
      case Proof.AdminKey _ -> "admin";
      case Proof.ApiKey _ -> "key";
      case Proof.Session _ -> "session";
    };
  }

  private static long secondsUp(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }
}
