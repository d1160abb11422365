package llmchat.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Each table belongs to one feature, and no other feature's SQL names it. The store itself is
 * excepted: it migrates, copies and adopts all of them.
 */
class TablesTest {
  private static final String FEATURES = "llmchat.gateway.";
  private static final Set<String> EXCEPTED = Set.of("store");

  /** The feature that owns each table. */
  private static final Map<String, String> OWNERS =
      Map.of(
          "users", "users",
          "api_keys", "keys",
          "sessions", "sessions",
          "chats", "chats",
          "messages", "chats",
          "message_words", "chats");

  private static final Pattern STATEMENT =
      Pattern.compile("(?is)\\A\\s*(select|insert|update|delete|with)\\b");

  /** Where SQL names a table; a list after {@code from} is not how it is written here. */
  private static final Pattern NAMED =
      Pattern.compile("(?is)\\b(?:from|join|into|update)\\s+(?:only\\s+)?\"?([a-z_][a-z0-9_]*)");

  /** Names that a statement gives to its own parts. */
  private static final Pattern OWN_NAME =
      Pattern.compile(
          "(?is)(?:\\bwith(?:\\s+recursive)?|,)\\s*([a-z_]+)\\s*(?:\\([^)]*\\))?\\s+as\\s*\\(");

  @Test
  void noFeatureNamesTheTableOfAnother() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : features()) {
      for (String table : tables(type)) {
        if (!feature(type).equals(OWNERS.get(table))) {
          wrong.add(type.getName() + " names " + table + " of " + OWNERS.get(table));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Without this, statements that are no longer found would make the test above idle. */
  @Test
  void everyTableIsNamedByItsOwner() throws IOException {
    Set<String> named = new TreeSet<>();
    for (JavaClass type : features()) {
      named.addAll(tables(type));
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(OWNERS.keySet());
  }

  @Test
  void tablesAreSeenWhereverAStatementNamesThem() {
    assertThat(
            tables(
                """
                with recursive path (id, depth) as (select id, 0 from messages),
                  old as (select 1 from Users)
                select * from path join chats c on c.id = path.id, old
                where exists (select 1
                  from sessions) and id in (select id from api_keys)
                """))
        .containsExactlyInAnyOrder("messages", "users", "chats", "sessions", "api_keys");
    assertThat(tables("insert into a (b) values (1) on conflict (b) do update set b = 2"))
        .containsExactly("a");
    assertThat(tables("update b set c = c")).containsExactly("b");
    assertThat(tables("delete from d returning e")).containsExactly("d");
    assertThat(tables("deleted chats could not be removed from users")).isEmpty();
  }

  private static List<JavaClass> features() {
    return Product.classes().stream()
        .filter(type -> type.getPackageName().startsWith(FEATURES))
        .filter(type -> !EXCEPTED.contains(feature(type)))
        .toList();
  }

  private static String feature(JavaClass type) {
    return type.getPackageName().substring(FEATURES.length()).replaceFirst("\\..*", "");
  }

  private static Set<String> tables(JavaClass type) throws IOException {
    Set<String> tables = new TreeSet<>();
    texts(type).forEach(text -> tables.addAll(tables(text)));
    return tables;
  }

  private static Set<String> tables(String text) {
    Set<String> tables = new TreeSet<>();
    if (STATEMENT.matcher(text).find()) {
      for (Matcher matcher = NAMED.matcher(text); matcher.find(); ) {
        tables.add(matcher.group(1).toLowerCase(Locale.ROOT));
      }
      for (Matcher matcher = OWN_NAME.matcher(text); matcher.find(); ) {
        tables.remove(matcher.group(1).toLowerCase(Locale.ROOT));
      }
      // "do update set" is no table.
      tables.remove("set");
    }
    return tables;
  }

  private static Stream<String> texts(JavaClass type) throws IOException {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = TablesTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no class file of " + type.getName());
      }
      return StreamSupport.stream(
              ClassFile.of().parse(in.readAllBytes()).constantPool().spliterator(), false)
          .filter(StringEntry.class::isInstance)
          .map(entry -> ((StringEntry) entry).stringValue());
    }
  }
}
