package llmchat.product;

/** {@link LimitsSuite} with both services in one process. */
class StandaloneLimitsTest extends LimitsSuite {
  StandaloneLimitsTest() {
    super(Form.STANDALONE);
  }
}
