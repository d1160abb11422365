package llmchat.gateway.accounts;

import llmchat.llm.Pool;
import llmchat.server.load.LoadGuard;

/** Places for work with passwords, which is slow on purpose; one address gets half of each kind. */
record PasswordPlaces(Pool logIns, Pool signUps) {
  private static final String RETURNED = "about 0.1 s for a password";

  static PasswordPlaces open(LoadGuard guard, int threads) {
    return new PasswordPlaces(
        guard.open(places("log_ins", "places for log-ins", threads + Passwords.QUEUE)),
        guard.open(places("sign_ups", "places for sign-ups", 1 + Passwords.QUEUE)));
  }

  private static Pool.Terms places(String name, String what, int most) {
    return new Pool.Terms(name, what, most, Integer.toString(most), 1, 1, RETURNED);
  }
}
