package llmchat.product;

/** {@link AccountsSuite} with both services in one process. */
class StandaloneAccountsTest extends AccountsSuite {
  StandaloneAccountsTest() {
    super(Form.STANDALONE);
  }
}
