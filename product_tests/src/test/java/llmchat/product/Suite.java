package llmchat.product;

import java.nio.file.Path;
import java.util.Map;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that hold in each {@link Form}: one installation for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Suite {
  final ScriptedUpstream provider = ScriptedUpstream.start();
  private final Form form;
  private final Map<String, String> settings;
  Installation product;
  Http http;

  Suite(Form form, Map<String, String> settings) {
    this.form = form;
    this.settings = settings;
  }

  Suite(Form form) {
    this(form, Map.of());
  }

  @BeforeAll
  void install(@TempDir Path folder) {
    product = form.install(folder, provider, settings);
    http = product.http();
  }

  @AfterAll
  void close() {
    product.close();
    provider.close();
  }
}
