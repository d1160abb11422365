package llmchat.product;

/** {@link LimitsSuite} with two gateways and an inference service. */
class SplitLimitsTest extends LimitsSuite {
  SplitLimitsTest() {
    super(Form.SPLIT);
  }
}
