package llmchat.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Stand;
import llmchat.bench.measure.Subjects;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/**
 * A run: each subject in all scenarios, one after the other, with a line for each. A subject that
 * cannot be had is left out of all that follows, one that breaks down of that scenario only.
 */
final class Course {
  private record Step(Scenario scenario, Subject subject) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> unavailable = new HashMap<>();
  private final Stand stand;
  private final Findings findings;
  private final PrintWriter progress;
  private final LongSupplier nanoTime;

  /**
   * Of those scenarios and subjects, without what the findings have already.
   *
   * @param progress gets one line when a step begins
   * @param nanoTime such as {@link System#nanoTime}, for the time that is left
   */
  Course(
      List<Scenario> scenarios,
      List<Subject> subjects,
      Stand stand,
      Findings findings,
      PrintWriter progress,
      LongSupplier nanoTime) {
    this.stand = stand;
    this.findings = findings;
    this.progress = progress;
    this.nanoTime = nanoTime;
    for (Subject subject : subjects) {
      for (Scenario scenario : scenarios) {
        if (isWanted(scenario, subject, subjects.size() == 1)
            && !findings.has(scenario.name(), subject.name())) {
          steps.add(new Step(scenario, subject));
        }
      }
    }
  }

  private static boolean isWanted(Scenario scenario, Subject subject, boolean only) {
    if (subject.name().equals(Subjects.NGINX)) {
      // Where it is measured beside each of the others, it needs no step of its own.
      return only || scenario.alone();
    }
    return only || scenario.comparesPeers() || subject.name().equals(Subjects.STANDALONE);
  }

  /** Does it; blocks. What is given runs after each step, to keep what there is. */
  void run(Runnable afterEach) throws InterruptedException {
    long begin = nanoTime.getAsLong();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String reason = unavailable.get(step.subject.name());
      if (reason == null) {
        say(
            "%2d/%d  %s, %s%s"
                .formatted(
                    i + 1,
                    steps.size(),
                    step.scenario.name(),
                    step.subject.name(),
                    i == 0 ? "" : left(i, Duration.ofNanos(nanoTime.getAsLong() - begin))));
        run(step);
        afterEach.run();
      } else {
        leaveOut(step, reason);
      }
    }
  }

  private void run(Step step) throws InterruptedException {
    try {
      step.scenario.run(stand, step.subject, findings);
    } catch (UnavailableException e) {
      unavailable.put(step.subject.name(), String.valueOf(e.getMessage()));
      say("       left out: " + e.getMessage());
      leaveOut(step, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      say("       failed: " + e.getMessage());
      leaveOut(step, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (RuntimeException e) {
      // A fault of ours; what has been measured in an hour shall not be lost for it.
      e.printStackTrace(progress);
      leaveOut(step, "the benchmark itself failed: " + e);
    }
  }

  private void leaveOut(Step step, String reason) {
    findings.remark(Remark.Kind.LEFT_OUT, step.scenario.name(), step.subject.name(), reason);
  }

  /** As if the steps that are left took as long as those before. */
  private String left(int done, Duration spent) {
    Duration left = spent.multipliedBy(steps.size() - done).dividedBy(done);
    return left.toSeconds() < 90
        ? " (about " + Math.max(1, left.toSeconds()) + " s left)"
        : " (about " + Math.round(left.toSeconds() / 60.0) + " min left)";
  }

  private void say(String line) {
    progress.println(line);
    progress.flush();
  }
}
