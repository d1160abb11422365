package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import llmchat.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  @TempDir Path folder;

  private final ManualTime time = new ManualTime();

  @Test
  void makesItsFolderAndAFileForItsOwnerOnly() throws Exception {
    Path data = folder.resolve("a/b");
    Vendor.open(DatabaseAddress.inFolder(data), time).close();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("llm-chat.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void saysInOneLineThatTheFolderCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> Vendor.open(DatabaseAddress.inFolder(file), time))
        .isInstanceOf(StoreOpenException.class)
        .message()
        .contains(file.toString(), "DATA_DIR")
        .doesNotContain("\n");
  }

  @Test
  void saysInOneLineThatTheFileIsNoDatabase() throws Exception {
    Files.writeString(
        folder.resolve("llm-chat.db"), "this is not a database, not at all".repeat(99));
    assertThatThrownBy(() -> Vendor.open(DatabaseAddress.inFolder(folder), time))
        .isInstanceOf(StoreOpenException.class)
        .message()
        .contains("not a database")
        .doesNotContain("\n");
  }

  @Test
  void readersCannotWrite() {
    try (Database database = Vendor.SQLITE.open(folder, time)) {
      assertThat(Await.failure(database.read(handle -> handle.execute("delete from users"))))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }
}
