import { calls } from './calls.js';
import { follow, pause } from './follow.js';
import { LiveAnswer } from './live-answer.js';
import { hasQuestion, withQuestion, withReplaced } from './message-path.js';
import { OpenChat } from './open-chat.js';

/** An answer that cannot be followed here, as another gateway runs it, is polled this often. */
const POLL_MS = 2000;
const MAX_POLLS = 300;

/**
 * An open chat in which one can ask questions and follow the answers.
 *
 * Dispatches, besides the events of an open chat, `sent` {text} when a question has arrived, `begin`
 * and `end` {answer} of an answer, and `failed` {error} if a delayed stop failed. No question is asked
 * twice: a call that may have arrived is never repeated.
 */
export class Conversation extends OpenChat {
  /** @type {LiveAnswer|null} */
  live = null;
  isSending = false;
  /** Whether the answer is being stopped, or will be once its generation is known. */
  isStopping = false;
  isConnected = true;

  #generation = null;
  #isPolling = false;
  /** A question that was sent, of which it is not known whether it arrived. */
  #unconfirmed = null;

  get isAnswering() {
    return this.#generation !== null || this.messages.at(-1)?.status === 'answering';
  }

  get canStop() {
    return (this.isSending || this.isAnswering) && !this.isStopping;
  }

  /** Reads what was changed in another tab, or elsewhere in this one. */
  async refresh() {
    if (!this.chat || this.isSending) return;
    try {
      const chat = await calls.chat(this.chat.id);
      const isSame =
        chat.updated_at === this.chat.updated_at && chat.generation === this.#generation;
      this.setChat(chat);
      if (!isSame) await this.read(chat.id);
      if (this.state === 'missing') this.set({ state: 'ready' }); // It was restored.
      if (this.#unconfirmed) this.#confirmIfFound();
    } catch (error) {
      this.callFailed(error);
    }
  }

  // Asking.

  async send(text) {
    if (this.state !== 'ready' || this.isSending || this.isAnswering) return;
    const parent = this.messages.at(-1)?.id ?? null;
    await this.#sending(async () => {
      if (this.#unconfirmed?.text === text && (await this.#hasArrived())) return;
      const isNew = !this.chat;
      if (isNew) this.chat = await calls.createChat(this.chosen);
      try {
        this.#unconfirmed = { text, parent };
        this.#begin(await calls.ask(this.chat.id, text, parent));
        this.#confirm();
      } catch (error) {
        await this.#sendFailed(error, isNew);
      }
    });
  }

  /**
   * If the connection broke, the question may have arrived nevertheless. Browsers then repeat the
   * request by themselves, and the server responds that the chat is busy (409).
   */
  async #sendFailed(error, isNew) {
    if (error.status === 409 && (await this.#hasArrived())) return;
    if (!error.isUnknown) this.#unconfirmed = null;
    if (isNew) await this.#deleteEmptyChat();
    throw error;
  }

  /** Asks an edited question, as another version of the original. */
  async edit(question, text) {
    const parent = question.parent_id;
    await this.#sending(async () => this.#begin(await calls.ask(this.chat.id, text, parent)));
  }

  /** Asks for another version of an answer. */
  async regenerate({ role, id, parent_id: parent }) {
    const question = role === 'user' ? id : parent;
    await this.#sending(async () => this.#begin(await calls.answerAgain(this.chat.id, question)));
  }

  /** Stops the answer, even if its question is still being sent or another gateway runs it. */
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
      if (error.status !== 404) throw error; // 404: it has just ended by itself.
    }
  }

  async #sending(act) {
    if (this.isSending) return;
    this.set({ isSending: true });
    try {
      await act();
    } catch (error) {
      // Another tab was faster, or the question has arrived: look once this is over.
      if (error.status === 409 || error.isUnknown) setTimeout(() => this.refresh().catch(() => {}));
      throw error;
    } finally {
      this.set({ isSending: false, isStopping: this.isStopping && this.isAnswering });
    }
  }

  /** The first question was not sent, so the new chat is empty. */
  async #deleteEmptyChat() {
    const { id } = this.chat;
    if (this.#unconfirmed) return;
    this.chat = null;
    await calls.deleteChat(id).catch(() => {});
  }

  /** Whether the server has a question although sending it failed. */
  async #hasArrived() {
    await this.read(this.chat.id);
    return this.#confirmIfFound();
  }

  #confirmIfFound() {
    const isFound = hasQuestion(this.messages, this.#unconfirmed);
    if (isFound) this.#confirm();
    return isFound;
  }

  #confirm() {
    const { text } = this.#unconfirmed;
    this.#unconfirmed = null;
    this.emit('sent', { text });
  }

  #begin({ question, answer, generation }) {
    this.begun++;
    this.set({ messages: withQuestion(this.messages, question, answer) });
    this.emit('begin', { answer });
    this.join(generation);
    this.readChat();
  }

  // Following.

  /** @param {string|null} generation of the chat */
  join(generation) {
    if (generation !== null && generation === this.#generation) return;
    const last = this.messages.at(-1);
    if (generation !== null)
      this.#follow(generation, last?.status === 'answering' ? last.id : null);
    else if (last?.status === 'answering' && this.#generation === null) this.#poll();
  }

  async #follow(generation, answerId) {
    const isStopWanted = this.isStopping && this.#generation === null;
    this.#generation = generation;
    const live = new LiveAnswer(answerId);
    this.set({ live, isStopping: isStopWanted });
    if (isStopWanted) this.#stopNow().catch((error) => this.emit('failed', { error }));
    const answer = await follow(generation, {
      signal: this.closed.signal,
      onText: (piece) => live.append(piece),
      onConnection: (isConnected) => isConnected !== this.isConnected && this.set({ isConnected }),
    }).catch(() => null);
    if (this.isClosed || this.#generation !== generation) return;
    this.#generation = null;
    if (answer && answer.id === answerId) this.#ended(answer);
    else await this.#poll();
  }

  #ended(answer) {
    if (!answer) return;
    this.set({
      messages: withReplaced(this.messages, answer),
      live: null,
      isStopping: false,
      isConnected: true,
    });
    this.emit('end', { answer });
    this.readChat();
  }

  /** Rereads the messages until the answer has ended or can be followed. */
  async #poll() {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      this.#ended(await this.#polledEnd());
    } finally {
      this.#isPolling = false;
    }
  }

  /** @returns the ended answer; null if it is followed now, or the chat was closed or deleted */
  async #polledEnd() {
    for (let polls = 0; polls < MAX_POLLS; ) {
      const failure = await this.read(this.chat.id).catch((error) => error);
      if (failure?.status === 404) this.callFailed(failure);
      if (this.isClosed || this.state === 'missing' || this.#generation !== null) return null;
      const last = this.messages.at(-1);
      if (last?.status !== 'answering') return last ?? null;
      if (!failure) polls++; // Failures don't count: we may be offline.
      await pause(Math.max(POLL_MS, (failure?.retryAfter ?? 0) * 1000), this.closed.signal);
    }
    return { ...this.messages.at(-1), status: 'interrupted' };
  }
}
