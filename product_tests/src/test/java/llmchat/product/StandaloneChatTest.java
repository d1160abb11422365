package llmchat.product;

/** {@link ChatSuite} with both services in one process. */
class StandaloneChatTest extends ChatSuite {
  StandaloneChatTest() {
    super(Form.STANDALONE);
  }
}
