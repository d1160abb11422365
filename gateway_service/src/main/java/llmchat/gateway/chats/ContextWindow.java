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
 * What of a chat goes to the model with a new question: as many of the newest turns as its context
 * holds beside system prompt, question and answer. The oldest are left out first, a question always
 * together with its answers.
 */
public final class ContextWindow {
  /** What is left free for the answer: a quarter of the context, this at most. */
  private static final int MAX_ANSWER_TOKENS = 8_192;

  /** Of each message: its role and what stands between two messages. */
  private static final int FRAME = 4;

  /** Text worth reading from the database: no vocabulary's tokens are longer on average. */
  private static final long BYTES_PER_TOKEN = 8;

  private final Supplier<Catalogue> catalogue;
  private final Tokens tokens = new Tokens();

  /** Of the models in the catalogue that holds when a question is asked. */
  public ContextWindow(Supplier<Catalogue> catalogue) {
    this.catalogue = catalogue;
  }

  /** How many bytes of turns could fit at most. */
  long maxBytes(String model) {
    return catalogue.get().contextTokens(model) * BYTES_PER_TOKEN;
  }

  /** The turns that fit, oldest first; may take a second, not for event loops. */
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

  /** Each question with what was answered; an answer without its question is left out. */
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
