package llmchat.product;

/** {@link ChatApiSuite} with two gateways and PostgreSQL. */
class SplitChatApiTest extends ChatApiSuite {
  SplitChatApiTest() {
    super(Form.SPLIT);
  }
}
