package llmchat.product;

/** {@link OwnAccountSuite} with two gateways and an inference service. */
class SplitOwnAccountTest extends OwnAccountSuite {
  SplitOwnAccountTest() {
    super(Form.SPLIT);
  }
}
