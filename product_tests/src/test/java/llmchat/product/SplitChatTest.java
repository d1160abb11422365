package llmchat.product;

/** {@link ChatSuite} with two gateways and an inference service. */
class SplitChatTest extends ChatSuite {
  SplitChatTest() {
    super(Form.SPLIT);
  }
}
