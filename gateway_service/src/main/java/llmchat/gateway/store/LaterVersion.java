package llmchat.gateway.store;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a database that a later version of the program has migrated, as during a rolling update or
 * after a rollback. Migrations 1.2, 1.3 and so on only add, so this program works with them;
 * migration 2 removes something. See docs/decisions/0011.
 */
final class LaterVersion {
  /**
   * The greatest major number of migrations that this program works with. It is raised by the
   * release that no longer needs what the migration with that number removes; the migration itself
   * follows one release later.
   */
  private static final BigInteger WORKS_WITH = BigInteger.ONE;

  private static final Set<MigrationState> LATER =
      Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);
  private static final Logger LOG = LoggerFactory.getLogger(LaterVersion.class);

  private LaterVersion() {}

  /**
   * Logs a warning if the database is later and this program works with it.
   *
   * @throws StoreOpenException if this program does not work with it; nothing was changed
   */
  static void check(MigrationInfoService migrations, DatabaseAddress address) {
    List<MigrationVersion> later =
        Arrays.stream(migrations.all())
            .filter(migration -> LATER.contains(migration.getState()))
            .map(MigrationInfo::getVersion)
            .filter(version -> version != null)
            .sorted()
            .toList();
    if (later.isEmpty()) {
      return;
    }
    MigrationVersion newest = later.getLast();
    if (newest.getMajor().compareTo(WORKS_WITH) > 0) {
      throw new StoreOpenException(
          "The tables in %s are those of a later version (migration %s), which this one cannot use."
                  .formatted(address, newest)
              + " Start the later version, or restore a backup from before it.");
    }
    LOG.warn(
        "The tables in {} are those of a later version (migration {}); this one works with them.",
        address,
        newest);
  }
}
