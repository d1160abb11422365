package llmchat.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.product.GatewayUnderTest;
import llmchat.product.GatewayUnderTest.Form;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Boots the gateway once for a test class in each form; JUnit closes it after the class. */
final class BothForms implements ArgumentsProvider {
  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Map<String, String> settings = settings(context.getRequiredTestClass());
    return Stream.of(Form.values())
        .map(form -> Arguments.of(GatewayUnderTest.boot(form, settings)));
  }

  private static Map<String, String> settings(Class<?> testClass) {
    Map<String, String> settings = new HashMap<>();
    Optional.ofNullable(testClass.getAnnotation(Configured.class))
        .map(Configured::value)
        .map(Stream::of)
        .orElseGet(Stream::of)
        .map(line -> line.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    return settings;
  }
}
