package llmchat.product;

/** {@link OwnAccountSuite} with both services in one process. */
class StandaloneOwnAccountTest extends OwnAccountSuite {
  StandaloneOwnAccountTest() {
    super(Form.STANDALONE);
  }
}
