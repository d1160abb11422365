package llmchat.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No SQL is put together from strings. The compiler turns a concatenation with anything but
 * constants into a call with a pattern, in which every value has become the character 1.
 */
class SqlTest {
  private static final Pattern SQL =
      Pattern.compile(
          "(?is)\\b(select\\b.+\\bfrom|insert\\s+into|update\\b.+\\bset|delete\\s+from|create\\s+table"
              + "|alter\\s+table|drop\\s+table"
              + "|where\\s+(not|exists|\\(?[\\w.]+\\s*([=<>!\\x01]|in|is|like|between)|\\W))");

  @Test
  void noStatementIsConcatenated() throws IOException {
    List<String> found = new ArrayList<>();
    for (JavaClass type : Product.classes()) {
      concatenations(type.reflect()).stream()
          .filter(pattern -> SQL.matcher(pattern).find())
          .forEach(pattern -> found.add(type.getName() + ": " + pattern));
    }
    assertThat(found).isEmpty();
  }

  /** Without this, a compiler that concatenates otherwise would make the test above idle. */
  @Test
  void aConcatenatedStatementIsSeen() throws IOException {
    assertThat(concatenations(SqlTest.class)).anyMatch(pattern -> SQL.matcher(pattern).find());
  }

  static String badExample(String name) {
    return "select id from users where name = '" + name + "'";
  }

  private static List<String> concatenations(Class<?> type) throws IOException {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    List<String> patterns = new ArrayList<>();
    try (InputStream in = type.getResourceAsStream(resource)) {
      if (in == null) {
        return patterns;
      }
      for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        method.code().ifPresent(code -> code.forEach(element -> add(element, patterns)));
      }
    }
    return patterns;
  }

  private static void add(CodeElement element, List<String> patterns) {
    if (element instanceof InvokeDynamicInstruction call
        && call.name().equalsString("makeConcatWithConstants")) {
      patterns.add(call.bootstrapArgs().getFirst().toString());
    }
  }
}
