package llmchat.gateway.store;

import java.nio.file.Path;
import llmchat.testkit.RealPostgres;

/** The databases that every store test runs on. */
public enum Vendor {
  SQLITE {
    @Override
    public DatabaseAddress fresh(Path folder) {
      return DatabaseAddress.inFolder(folder);
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseAddress fresh(Path folder) {
      return DatabaseAddress.parse(RealPostgres.freshDatabaseUrl());
    }
  };

  private static final StoreBounds SETTINGS =
      new StoreBounds(4, 256, StoreBounds.DEFAULT.startPatience());

  /** The address of a new, empty database. */
  public abstract DatabaseAddress fresh(Path folder);

  /** A new database with its tables. */
  public Database open(Path folder, ManualTime time) {
    return open(fresh(folder), time);
  }

  /** The database at an address. */
  public static Database open(DatabaseAddress address, ManualTime time) {
    return Database.open(address, SETTINGS, time, time::nanos);
  }
}
