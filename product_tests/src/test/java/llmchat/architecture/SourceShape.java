package llmchat.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How long the sources' files and methods are, and how many parts are handed to constructors. */
final class SourceShape {
  private static final Path HOME = Path.of("..");

  /**
   * A method, or a constructor.
   *
   * @param name as {@code Type.method}
   * @param lines from its first to its last, without its Javadoc
   */
  record Method(String name, long lines) {}

  /**
   * What a constructor or a record takes.
   *
   * @param type its class, with those around it
   */
  record Parts(String type, int count) {}

  private final List<Method> methods = new ArrayList<>();
  private final List<Parts> parts = new ArrayList<>();

  /** Reads the source files of these folders. */
  SourceShape(List<String> folders) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(files(folders)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(unit, positions).scan(unit, null);
      }
    }
  }

  List<Method> methods() {
    return methods;
  }

  List<Parts> parts() {
    return parts;
  }

  /** The Java files below these folders of the repository. */
  static List<Path> files(List<String> folders) {
    return folders.stream().flatMap(folder -> below(HOME.resolve(folder))).toList();
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one file. */
  private final class Reader extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final LineMap lines;
    private final SourcePositions positions;
    private final List<String> around = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.lines = unit.getLineMap();
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (!type.getSimpleName().isEmpty()) {
        around.add(type.getSimpleName().toString());
      }
      if (type.getKind() == Tree.Kind.RECORD) {
        long components = type.getMembers().stream().filter(Reader::isComponent).count();
        parts.add(new Parts(String.join(".", around), (int) components));
      }
      super.visitClass(type, null);
      if (!type.getSimpleName().isEmpty()) {
        around.removeLast();
      }
      return null;
    }

    private static boolean isComponent(Tree member) {
      return member instanceof VariableTree field
          && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      String type = String.join(".", around);
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      methods.add(new Method(type + "." + method.getName(), last - first + 1));
      if (method.getName().contentEquals("<init>")) {
        parts.add(new Parts(type, method.getParameters().size()));
      }
      return super.visitMethod(method, null);
    }
  }
}
