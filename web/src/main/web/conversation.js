import { calls } from './calls.js';
import { follow, pause } from './follow.js';
import { LiveAnswer } from './live-answer.js';
import { asked, isAsked, replaced } from './message-path.js';
import { OpenChat } from './open-chat.js';

/** An answer that is made where we cannot follow it is asked for this often, and told this many times. */
const ASK_EVERY_MS = 2000;
const MOST_TOLD = 300;

/**
 * An open chat in which one asks, and follows the answers.
 *
 * Dispatches, besides what an open chat does, `sent` {text} when a question has arrived, `begin` and
 * `end` {answer} of an answer, and `failed` {error} of a stop that was asked for earlier. The server
 * makes each question only once, as no call that may have arrived is repeated.
 */
export class Conversation extends OpenChat {
  /** @type {LiveAnswer|null} */
  live = null;
  isSending = false;
  /** Whether the answer is being stopped, or will be as soon as it is known how. */
  isStopping = false;
  isConnected = true;

  #generation = null;
  #isWaiting = false;
  #uncertain = null;

  get isAnswering() {
    return this.#generation !== null || this.messages.at(-1)?.status === 'answering';
  }

  get canStop() {
    return (this.isSending || this.isAnswering) && !this.isStopping;
  }

  /** Takes over what another tab, or this one elsewhere, changed. */
  async refresh() {
    if (!this.chat || this.isSending) return;
    try {
      const chat = await calls.chat(this.chat.id);
      const isSame =
        chat.updated_at === this.chat.updated_at && chat.generation === this.#generation;
      this.setChat(chat);
      if (!isSame) await this.read(chat.id);
      if (this.state === 'missing') this.set({ state: 'ready' }); // It was restored.
      if (this.#uncertain) this.#foundAfterAll();
    } catch (error) {
      this.lost(error);
    }
  }

  // Asking.

  async send(text) {
    if (this.state !== 'ready' || this.isSending || this.isAnswering) return;
    const parent = this.messages.at(-1)?.id ?? null;
    await this.#sending(async () => {
      if (this.#uncertain?.text === text && (await this.#hasArrived())) return;
      const isNew = !this.chat;
      if (isNew) this.chat = await calls.make(this.chosen);
      try {
        this.#uncertain = { text, parent };
        this.#begin(await calls.ask(this.chat.id, text, parent));
        this.#arrived();
      } catch (error) {
        await this.#missed(error, isNew);
      }
    });
  }

  /**
   * A question got no answer from the server. When the line broke it may have arrived all the same; a
   * browser sends it a second time by itself then, to which the server says that it is busy (409).
   */
  async #missed(error, isNew) {
    if (error.status === 409 && (await this.#hasArrived())) return;
    if (!error.isUnknown) this.#uncertain = null;
    if (isNew) await this.#unmake();
    throw error;
  }

  /** Asks the question again in other words, beside the former one. */
  async edit(question, text) {
    const parent = question.parent_id;
    await this.#sending(async () => this.#begin(await calls.ask(this.chat.id, text, parent)));
  }

  /** Has the question of the answer answered once more, beside the former answer. */
  async regenerate({ role, id, parent_id: parent }) {
    const question = role === 'user' ? id : parent;
    await this.#sending(async () => this.#begin(await calls.answer(this.chat.id, question)));
  }

  /** Stops the answer, also one that is still being asked for, or of which only the messages tell. */
  async stop() {
    if (!this.canStop) return;
    this.set({ isStopping: true });
    if (this.#generation !== null) await this.#stopNow();
  }

  async #stopNow() {
    try {
      await calls.stop(this.#generation);
    } catch (error) {
      this.set({ isStopping: false });
      if (error.status !== 404) throw error; // It has just ended by itself.
    }
  }

  async #sending(act) {
    if (this.isSending) return;
    this.set({ isSending: true });
    try {
      await act();
    } catch (error) {
      // Another tab was faster, or it has arrived after all: seen as soon as this is over.
      if (error.status === 409 || error.isUnknown) setTimeout(() => this.refresh().catch(() => {}));
      throw error;
    } finally {
      this.set({ isSending: false, isStopping: this.isStopping && this.isAnswering });
    }
  }

  /** The first question did not get through: what is left is an empty chat, which nobody wants. */
  async #unmake() {
    const { id } = this.chat;
    if (this.#uncertain) return;
    this.chat = null;
    await calls.remove(id).catch(() => {});
  }

  /** The line broke while a question was sent: whether the server has it all the same. */
  async #hasArrived() {
    await this.read(this.chat.id);
    return this.#foundAfterAll();
  }

  #foundAfterAll() {
    const isFound = isAsked(this.messages, this.#uncertain);
    if (isFound) this.#arrived();
    return isFound;
  }

  #arrived() {
    const { text } = this.#uncertain;
    this.#uncertain = null;
    this.tell('sent', { text });
  }

  #begin({ question, answer, generation }) {
    this.begun++;
    this.set({ messages: asked(this.messages, question, answer) });
    this.tell('begin', { answer });
    this.join(generation);
    this.readChat();
  }

  // Following.

  /** @param {string|null} generation as the chat says */
  join(generation) {
    if (generation !== null && generation === this.#generation) return;
    const last = this.messages.at(-1);
    if (generation !== null)
      this.#follow(generation, last?.status === 'answering' ? last.id : null);
    else if (last?.status === 'answering' && this.#generation === null) this.#wait();
  }

  async #follow(generation, answerId) {
    const isStopWanted = this.isStopping && this.#generation === null;
    this.#generation = generation;
    const live = new LiveAnswer(answerId);
    this.set({ live, isStopping: isStopWanted });
    if (isStopWanted) this.#stopNow().catch((error) => this.tell('failed', { error }));
    const answer = await follow(generation, {
      signal: this.closed.signal,
      onText: (piece) => live.append(piece),
      onConnection: (isConnected) => isConnected !== this.isConnected && this.set({ isConnected }),
    }).catch(() => null);
    if (this.isClosed || this.#generation !== generation) return;
    this.#generation = null;
    if (answer && answer.id === answerId) this.#ended(answer);
    else await this.#wait();
  }

  #ended(answer) {
    if (!answer) return;
    this.set({
      messages: replaced(this.messages, answer),
      live: null,
      isStopping: false,
      isConnected: true,
    });
    this.tell('end', { answer });
    this.readChat();
  }

  /** Nothing tells how the answer goes on: asks for it, until it has ended or can be followed. */
  async #wait() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    try {
      this.#ended(await this.#settled());
    } finally {
      this.#isWaiting = false;
    }
  }

  /** @returns the last message as it ended; null when it is followed, or the chat was left or deleted */
  async #settled() {
    for (let told = 0; told < MOST_TOLD; ) {
      const failure = await this.read(this.chat.id).catch((error) => error);
      if (failure?.status === 404) this.lost(failure);
      if (this.isClosed || this.state === 'missing' || this.#generation !== null) return null;
      const last = this.messages.at(-1);
      if (last?.status !== 'answering') return last ?? null;
      if (!failure) told++; // Only what the server says counts: we may be offline.
      await pause(Math.max(ASK_EVERY_MS, (failure?.retryAfter ?? 0) * 1000), this.closed.signal);
    }
    return { ...this.messages.at(-1), status: 'interrupted' };
  }
}
