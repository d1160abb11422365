package llmchat.gateway.chats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;
import llmchat.llm.routing.Catalogue;

/**
 * Selects the turns of a chat that are sent with a new question: the newest that fit the model's
 * context together with system prompt, question and answer. The oldest are left out first, each
 * question together with its answers.
 */
public final class ContextWindow {
  /** Reserved for the answer: a quarter of the context, but at most this. */
  private static final int MAX_ANSWER_TOKENS = 8_192;

  /** Tokens for the role and delimiters of each message. */
  private static final int FRAME = 4;

  /** Bounds the text to read: in no vocabulary are tokens longer on average. */
  private static final long BYTES_PER_TOKEN = 8;

  private final Supplier<Catalogue> catalogue;
  private final Tokens tokens = new Tokens();

  /** For the models in the catalogue at the time of each question. */
  public ContextWindow(Supplier<Catalogue> catalogue) {
    this.catalogue = catalogue;
  }

  /** The most bytes of turns that could fit. */
  long maxBytes(String model) {
    return catalogue.get().contextTokens(model) * BYTES_PER_TOKEN;
  }

  /** The turns that fit, oldest first. May take a second: not for event loops. */
  List<Turn> fitting(List<Turn> earlier, String systemPrompt, String question, String model) {
    List<List<Turn>> rounds = rounds(earlier);
    int context = catalogue.get().contextTokens(model);
    int room = context - Math.min(context / 4, MAX_ANSWER_TOKENS);
    long certain = (long) Tokens.atMost(systemPrompt) + Tokens.atMost(question) + 2 * FRAME;
    if (certain + rounds.stream().flatMap(List::stream).mapToLong(ContextWindow::atMost).sum()
        <= room) {
      return rounds.stream().flatMap(List::stream).toList();
    }
    int left = room - tokens.in(systemPrompt, model) - tokens.in(question, model) - 2 * FRAME;
    Deque<List<Turn>> fitting = new ArrayDeque<>();
    for (List<Turn> round : rounds.reversed()) {
      left -= round.stream().mapToInt(turn -> tokens.in(turn.text(), model) + FRAME).sum();
      if (left < 0) {
        break;
      }
      fitting.addFirst(round);
    }
    return fitting.stream().flatMap(List::stream).toList();
  }

  private static long atMost(Turn turn) {
    return (long) Tokens.atMost(turn.text()) + FRAME;
  }

  /** Each question with its answers; an answer without its question is left out. */
  private static List<List<Turn>> rounds(List<Turn> turns) {
    List<List<Turn>> rounds = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.role() == ChatRole.USER) {
        rounds.add(new ArrayList<>(2));
      }
      if (!rounds.isEmpty()) {
        rounds.getLast().add(turn);
      }
    }
    return rounds;
  }
}
