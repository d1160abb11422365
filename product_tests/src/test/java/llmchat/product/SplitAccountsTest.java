package llmchat.product;

/** {@link AccountsSuite} with two gateways and an inference service. */
class SplitAccountsTest extends AccountsSuite {
  SplitAccountsTest() {
    super(Form.SPLIT);
  }
}
