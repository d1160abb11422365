package llmchat.product;

/** {@link ChatApiSuite} with everything in one process, on SQLite. */
class StandaloneChatApiTest extends ChatApiSuite {
  StandaloneChatApiTest() {
    super(Form.STANDALONE);
  }
}
