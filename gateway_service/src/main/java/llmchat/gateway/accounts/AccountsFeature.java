package llmchat.gateway.accounts;

import java.time.InstantSource;
import java.util.List;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.sessions.OwnSessions;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.users.OwnedRows;
import llmchat.server.Clocks;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.load.LoadGuard;
import llmchat.server.models.ConfiguredModels;

/** Sign-up, login, and the caller's own account. One for each process; any thread. */
public final class AccountsFeature implements AutoCloseable {
  private static final int MAX_CONCURRENT_HASHES = 2;

  private final boolean signUpOpen;
  private final OfferedModels models;
  private final Authentication authentication;
  private final Passwords passwords;
  private final LogInAttempts attempts;
  private final Accounts accounts;
  private final OwnAccount ownAccount;
  private final InstantSource time;

  private AccountsFeature(
      Settings settings,
      Database database,
      Authentication authentication,
      ApiKeys keys,
      Sessions sessions,
      List<OwnedRows> owned,
      LoadGuard load,
      Clocks clocks) {
    this.signUpOpen = settings.get(SignUpSettings.SIGNUP) == SignUpPolicy.OPEN;
    this.models = OfferedModels.of(ConfiguredModels.of(settings));
    this.time = clocks.time();
    this.authentication = authentication;
    Callers callers = authentication.callers();
    int threads = Math.min(MAX_CONCURRENT_HASHES, Runtime.getRuntime().availableProcessors());
    this.passwords = new Passwords(threads);
    PasswordPlaces places = PasswordPlaces.open(load, MAX_CONCURRENT_HASHES);
    this.attempts = new LogInAttempts(clocks.nanoTime());
    OwnSessions ownSessions = new OwnSessions(database, sessions, callers, time);
    this.accounts = new Accounts(database, passwords, places, keys, ownSessions, time);
    AccountRemoval removal = new AccountRemoval(database, callers, owned);
    this.ownAccount = new OwnAccount(database, passwords, callers, sessions, removal, time);
  }

  /**
   * The feature; sign-up adds an API key, login a session.
   *
   * @param owned removes the rows of a deleted account, one entry per feature
   */
  public static AccountsFeature of(
      Settings settings,
      Database database,
      Authentication authentication,
      ApiKeys keys,
      Sessions sessions,
      List<OwnedRows> owned,
      LoadGuard load,
      Clocks clocks) {
    return new AccountsFeature(
        settings, database, authentication, keys, sessions, owned, load, clocks);
  }

  /** Adds its routes for one event loop, whose limiter that is. */
  public void addTo(Routes routes, Bodies bodies, Limiter limiter) {
    new AccountRoutes(accounts, attempts, authentication, bodies, signUpOpen, time).addTo(routes);
    new OwnAccountRoutes(authentication, ownAccount, attempts, models, bodies, limiter)
        .addTo(routes);
  }

  /** Ends the threads that hash passwords; blocks for a few seconds at most. */
  @Override
  public void close() {
    passwords.close();
  }
}
