package llmchat.inference.demo;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import llmchat.llm.EventLoop;
import llmchat.llm.EventStream;
import llmchat.llm.Usage;
import org.jspecify.annotations.Nullable;

/** Streams the demo model's words, one per event. Confined to its event loop. */
final class DemoEvents implements EventStream {
  private static final int BURST = 64;

  private final EventLoop loop;
  private final DemoReplies replies;
  private final List<String> words;
  private final Usage usage;
  private final boolean keepUsage;
  private final long pauseMillis;

  private int next;
  private boolean paused;
  private boolean waiting;
  private boolean over;
  private @Nullable Sink sink;

  DemoEvents(
      EventLoop loop,
      DemoReplies replies,
      List<String> words,
      Usage usage,
      boolean keepUsage,
      Duration pause) {
    this.loop = loop;
    this.replies = replies;
    this.words = words;
    this.usage = usage;
    this.keepUsage = keepUsage;
    this.pauseMillis = pause.toMillis();
  }

  @Override
  public void start(Sink receiver) {
    sink = receiver;
    step();
  }

  /** Sends words until it has to wait: for the delay, for a resume, or to yield the event loop. */
  private void step() {
    int burst = pauseMillis > 0 ? 1 : BURST;
    for (int i = 0; i < burst && !paused && !over && sink != null; i++) {
      if (next == words.size()) {
        finish(sink);
      } else {
        sink.events(event(replies.chunk(words.get(next), next == 0)));
        next++;
      }
    }
    if (!paused && !over && !waiting) {
      waiting = true;
      loop.vertx().setTimer(Math.max(1, pauseMillis), timer -> resumeAfterWait());
    }
  }

  private void resumeAfterWait() {
    waiting = false;
    step();
  }

  private void finish(Sink receiver) {
    over = true;
    Buffer last = event(replies.finish());
    if (keepUsage) {
      last.appendBuffer(event(replies.usage(usage)));
    }
    receiver.ended(last, new StreamEnd.Finished(usage));
  }

  private static Buffer event(String json) {
    return Buffer.buffer("data: " + json + "\n\n");
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    if (!waiting) {
      step();
    }
  }

  @Override
  public void cancel() {
    over = true;
  }

  @Override
  public Usage usageSoFar() {
    return Usage.of(Usage.Source.COUNTED, usage.input(), OptionalLong.of(next));
  }
}
