package llmchat.web.pack;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * An npm package as a jar from Maven Central, on the class path.
 *
 * @param group its group id
 * @param artifact its artifact id, which is the name of the package
 * @param wanted the names of the files that are used; one with a trailing slash is a folder
 */
record LibraryJar(String group, String artifact, List<String> wanted) {
  LibraryJar {
    wanted = List.copyOf(wanted);
  }

  /** The wanted files, and the licence if the package contains one. */
  SortedMap<String, byte[]> files() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = open()) {
      String root = "META-INF/resources/_static/" + artifact + "/" + version(jar) + "/";
      for (ZipEntry entry : jar.stream().toList()) {
        String name =
            entry.getName().startsWith(root) ? entry.getName().substring(root.length()) : "";
        if (isWanted(name)) {
          try (InputStream in = jar.getInputStream(entry)) {
            files.put(name, in.readAllBytes());
          }
        }
      }
    }
    for (String name : wanted) {
      if (!name.endsWith("/") && !files.containsKey(name)) {
        throw new PackingException(artifact + " has no " + name + " any more: look what it is now");
      }
    }
    return files;
  }

  private boolean isWanted(String name) {
    return name.equals("LICENSE")
        || wanted.contains(name)
        || (name.endsWith(".js") && wanted.contains(name.substring(0, name.lastIndexOf('/') + 1)));
  }

  private JarFile open() throws IOException {
    URL found = LibraryJar.class.getClassLoader().getResource(description());
    if (found == null) {
      throw new PackingException(group + ":" + artifact + " is not on the class path");
    }
    JarURLConnection connection = (JarURLConnection) found.openConnection();
    connection.setUseCaches(false);
    return connection.getJarFile();
  }

  private String version(JarFile jar) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(jar.getEntry(description()))) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private String description() {
    return "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
  }
}
