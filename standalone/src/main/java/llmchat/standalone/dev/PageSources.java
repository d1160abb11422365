package llmchat.standalone.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import llmchat.web.PackedPage;
import llmchat.web.pack.Packing;
import llmchat.web.pack.PackingException;

/** The page's sources, packed anew with the libraries that the built page holds. */
record PageSources(Path folder) {

  boolean haveAnyOf(Collection<Path> files) {
    return files.stream().anyMatch(file -> file.startsWith(folder));
  }

  /** Packs into a folder of classes; gives what is wrong with the sources, empty if nothing is. */
  List<String> packInto(Path classes) throws IOException {
    try {
      Packing.repack(folder, PackedPage.read()).write(classes);
      return List.of();
    } catch (PackingException wrong) {
      return List.of("page: " + wrong.getMessage());
    }
  }
}
