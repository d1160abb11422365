package llmchat.bench.fault;

import llmchat.bench.subject.Call;

/**
 * What a gateway did.
 *
 * @param good whether its user would want that
 * @param seen a few words for the report
 */
record Verdict(boolean good, String seen) {
  static Verdict good(String seen) {
    return new Verdict(true, seen);
  }

  static Verdict bad(String seen) {
    return new Verdict(false, seen);
  }

  /** The call did not reach the upstream, or nothing of its answer the client. */
  static Verdict notPassed(Call call) {
    return bad(call.status() == 0 ? "no answer" : "answered with " + call.status());
  }
}
