package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import llmchat.testkit.Await;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class DatabaseTest {
  @TempDir Path folder;

  private final Vendor vendor;
  private final ManualTime time = new ManualTime();
  private DatabaseAddress address;
  private Database database;

  DatabaseTest(Vendor vendor) {
    this.vendor = vendor;
  }

  @BeforeEach
  void open() {
    address = vendor.fresh(folder);
    database = Vendor.open(address, time);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsWhatWasWrittenWhenOpenedAgain() {
    Await.value(database.write(handle -> addUser(handle, "ann")));
    database.close();
    database = Vendor.open(address, time);
    assertThat(Await.value(database.read(DatabaseTest::userCount))).isEqualTo(1);
  }

  @Test
  void rollsBackWhatFails() {
    Future<Integer> failing =
        database.write(handle -> {
          addUser(handle, "ann");
          throw new IllegalStateException("on purpose");
        });
    assertThat(Await.failure(failing)).hasMessage("on purpose");
    assertThat(Await.value(database.read(DatabaseTest::userCount))).isZero();
  }

  @Test
  void completesOnTheCallersContext() {
    Vertx vertx = Vertx.vertx();
    try {
      Context context = vertx.getOrCreateContext();
      Promise<Context> completedOn = Promise.promise();
      context.runOnContext(_ ->
          database
              .read(DatabaseTest::userCount)
              .onComplete(_ -> completedOn.complete(Vertx.currentContext())));
      assertThat(Await.value(completedOn.future())).isSameAs(context);
    } finally {
      Await.value(vertx.close());
    }
  }

  @Test
  void refusesWorkAtOnceWhenTheQueueIsFull() {
    CountDownLatch release = new CountDownLatch(1);
    Work<Boolean> waiting =
        handle -> {
          release.await();
          return true;
        };
    StoreBounds small = new StoreBounds(1, 2, StoreBounds.DEFAULT.startPatience());
    try (Database narrow =
        Database.open(vendor.fresh(folder.resolve("narrow")), small, time, time::nanos)) {
      List<Future<Boolean>> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        taken.add(narrow.write(waiting));
      }
      Future<Boolean> fourth = narrow.write(waiting);
      assertThat(fourth.isComplete()).isTrue();
      assertThat(fourth.cause()).isInstanceOf(StoreBusyException.class);
      release.countDown();
      assertThat(Await.values(taken)).containsOnly(true);
    }
  }

  @Test
  void manyWritersNeverFindItLocked() {
    List<Future<Integer>> writes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String name = "user" + i;
      writes.add(database.write(handle -> addUser(handle, name)));
    }
    Await.values(writes);
    assertThat(Await.value(database.read(DatabaseTest::userCount))).isEqualTo(200);
  }

  @Test
  void isSharedByProcessesWhereItIsAServerAndByNoneWhereItIsAFile() {
    if (vendor == Vendor.SQLITE) {
      assertThatThrownBy(() -> Vendor.open(address, time)).isInstanceOf(StoreOpenException.class);
      return;
    }
    try (Database other = Vendor.open(address, time)) {
      List<Future<Integer>> writes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String name = "user" + i;
        writes.add(database.write(handle -> addUser(handle, name)));
        writes.add(other.write(handle -> addUser(handle, name + "x")));
        writes.add(database.read(DatabaseTest::userCount));
      }
      Await.values(writes);
      assertThat(Await.value(other.read(DatabaseTest::userCount))).isEqualTo(200);
    }
  }

  @Test
  void saysThatItIsReady() {
    Await.value(database.check().map(true));
    assertThat(database.ready()).isTrue();
  }

  private static int addUser(Handle handle, String name) {
    return handle.execute(
        "insert into users (id, username, created_at) values (?, ?, 0)", RowId.next(), name);
  }

  private static int userCount(Handle handle) {
    return handle
        .select("select count(*) from users where id <> 'admin'")
        .mapTo(Integer.class)
        .one();
  }
}
