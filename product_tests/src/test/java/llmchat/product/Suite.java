package llmchat.product;

import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Tests that hold in several {@link Form forms}. */
@Runs(in = {Form.ONE_PROCESS, Form.TWO_GATEWAYS})
@ParameterizedClass(name = "{0}")
@ArgumentsSource(RunningProducts.class)
abstract class Suite {
  final Product product;
  final ScriptedUpstream provider;
  final Http http;

  Suite(Product product) {
    this.product = product;
    this.provider = product.provider();
    this.http = product.http();
  }
}
