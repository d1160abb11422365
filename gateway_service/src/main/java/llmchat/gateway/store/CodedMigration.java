package llmchat.gateway.store;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** A migration in Java; it runs in one transaction with the other pending migrations. */
abstract class CodedMigration implements JavaMigration {
  private final MigrationVersion version;
  private final String description;

  CodedMigration(String version, String description) {
    this.version = MigrationVersion.fromVersion(version);
    this.description = description;
  }

  @Override
  public final MigrationVersion getVersion() {
    return version;
  }

  @Override
  public final String getDescription() {
    return description;
  }

  /** None, so that the code may be edited after it has run somewhere. */
  @Override
  public final @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public final boolean canExecuteInTransaction() {
    return true;
  }
}
