import { calls } from './calls.js';
import { follow } from './follow.js';
import { LiveAnswer } from './live-answer.js';
import { asked, replaced, takenOver } from './message-path.js';

/** An answer that is made where we cannot follow it is asked for this often, and this many times. */
const ASK_EVERY_MS = 2000;
const MOST_ASKED = 300;

/**
 * One chat as it is open on the page: the path of its messages as far as it was read, and the answer
 * that is being made. Messages are never changed, only replaced, so that one can tell which changed.
 *
 * Dispatches `change` when anything but the live text is different, `chat` {chat} when the chat
 * itself is news for others, `sent` {text} when a question has arrived, `begin` and `end` {answer}
 * of an answer. Calls throw an ApiError when they fail; the server makes each question only once,
 * as no call that may have arrived is repeated.
 */
export class Conversation extends EventTarget {
  chat = null;
  messages = [];
  /** @type {LiveAnswer|null} */
  live = null;
  /** What is chosen for a chat that is not made yet. */
  chosen = {};
  /** @type {'ready'|'loading'|'missing'|'failed'} */
  state = 'ready';
  isSending = false;
  isStopping = false;
  isConnected = true;

  #older = null;
  #readingOlder = null;
  #generation = null;
  #isWaiting = false;
  #uncertain = null;
  #closed = new AbortController();

  get isAnswering() {
    return this.#generation !== null || this.messages.at(-1)?.status === 'answering';
  }

  get hasOlder() {
    return this.#older !== null;
  }

  /** Ends all that goes on here; on the server, the answer goes on. */
  close() {
    this.#closed.abort();
  }

  // Reading.

  /** @param {string} chatId @param {number|null} [messageId] the branch to show; else the last one */
  async open(chatId, messageId = null) {
    this.#set({ state: 'loading' });
    try {
      if (messageId !== null) await this.#walkIfThere(chatId, messageId);
      await this.#read(chatId);
      if (messageId !== null) await this.#readUpTo(messageId);
      this.#set({ state: 'ready' });
    } catch (error) {
      this.#set({ state: error.status === 404 ? 'missing' : 'failed' });
      if (error.status !== 404) throw error;
    }
  }

  /** Takes over what another tab, or this one elsewhere, changed. */
  async refresh() {
    if (!this.chat || this.isSending) return;
    const chat = await calls.chat(this.chat.id);
    const isSame = chat.updated_at === this.chat.updated_at && chat.generation === this.#generation;
    this.#setChat(chat);
    if (!isSame) await this.#read(chat.id);
    if (this.#uncertain) this.#foundAfterAll();
  }

  async readOlder() {
    this.#readingOlder ??= this.#readBefore().finally(() => (this.#readingOlder = null));
    await this.#readingOlder;
  }

  async #readBefore() {
    if (this.#older === null) return;
    const { messages, older } = await calls.messages(this.chat.id, this.#older);
    this.#older = older;
    this.#set({ messages: [...messages, ...this.messages] });
  }

  async #readUpTo(messageId) {
    const isRead = () => this.messages.some((message) => message.id === messageId);
    while (!isRead() && this.#older !== null) await this.readOlder();
  }

  async #read(chatId) {
    const [chat, page] = await Promise.all([calls.chat(chatId), calls.messages(chatId)]);
    if (this.#closed.signal.aborted) return;
    this.#setChat(chat);
    this.#takeOver(page);
    this.#join(chat.generation);
  }

  #takeOver(page) {
    const { messages, hasOlderPages } = takenOver(this.messages, page.messages);
    if (!hasOlderPages) this.#older = page.older;
    this.#set({ messages });
  }

  // Asking.

  async send(text) {
    if (this.isSending || this.isAnswering) return;
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
    if (error.status !== 0) this.#uncertain = null;
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

  async stop() {
    if (!this.#generation || this.isStopping) return;
    this.#set({ isStopping: true });
    try {
      await calls.stop(this.#generation);
    } catch (error) {
      this.#set({ isStopping: false });
      if (error.status !== 404) throw error; // It has just ended by itself.
    }
  }

  async #sending(act) {
    if (this.isSending) return;
    this.#set({ isSending: true });
    try {
      await act();
    } catch (error) {
      if (error.status === 409) this.#read(this.chat.id).catch(() => {}); // Another tab was faster.
      throw error;
    } finally {
      this.#set({ isSending: false });
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
    await this.#read(this.chat.id);
    return this.#foundAfterAll();
  }

  #foundAfterAll() {
    const { text, parent } = this.#uncertain;
    const isIt = ({ role, text: asked, parent_id: under }) =>
      role === 'user' && asked === text && under === parent;
    if (!this.messages.some(isIt)) return false;
    this.#arrived();
    return true;
  }

  #arrived() {
    const { text } = this.#uncertain;
    this.#uncertain = null;
    this.#tell('sent', { text });
  }

  #begin({ question, answer, generation }) {
    this.#set({ messages: asked(this.messages, question, answer) });
    this.#tell('begin', { answer });
    this.#join(generation);
    this.#readChat();
  }

  // Following.

  /** @param {string|null} generation as the chat says */
  #join(generation) {
    if (generation !== null && generation === this.#generation) return;
    const last = this.messages.at(-1);
    if (generation !== null)
      this.#follow(generation, last?.status === 'answering' ? last.id : null);
    else if (last?.status === 'answering' && this.#generation === null) this.#wait();
  }

  async #follow(generation, answerId) {
    this.#generation = generation;
    const live = new LiveAnswer(answerId);
    this.#set({ live, isStopping: false });
    const answer = await follow(generation, {
      signal: this.#closed.signal,
      onText: (piece) => live.append(piece),
      onConnection: (isConnected) => isConnected !== this.isConnected && this.#set({ isConnected }),
    }).catch(() => null);
    if (this.#closed.signal.aborted || this.#generation !== generation) return;
    this.#generation = null;
    if (answer && answer.id === answerId) this.#ended(answer);
    else await this.#wait();
  }

  #ended(answer) {
    if (!answer) return;
    this.#set({
      messages: replaced(this.messages, answer),
      live: null,
      isStopping: false,
      isConnected: true,
    });
    this.#tell('end', { answer });
    this.#readChat();
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

  /** @returns the last message as it ended; null when it is followed, or the chat was left */
  async #settled() {
    for (let asked = 0; asked < MOST_ASKED && !this.#closed.signal.aborted; asked++) {
      await this.#read(this.chat.id).catch(() => {});
      if (this.#generation !== null) return null;
      const last = this.messages.at(-1);
      if (last?.status !== 'answering') return last ?? null;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    if (this.#closed.signal.aborted) return null;
    return { ...this.messages.at(-1), status: 'interrupted' };
  }

  // Branches and the chat itself.

  /** Shows the branch of a message. */
  async walk(messageId) {
    await calls.change(this.chat.id, { current: messageId });
    await this.#read(this.chat.id);
    await this.#readUpTo(messageId);
  }

  /** An address may name a message that is gone, or come while an answer holds the chat. */
  async #walkIfThere(chatId, messageId) {
    try {
      await calls.change(chatId, { current: messageId });
    } catch (error) {
      if (error.status !== 404 && error.status !== 409) throw error;
    }
  }

  /** @param {{title?: string, pinned?: boolean, model?: string, system_prompt?: string|null}} change */
  async change(change) {
    if (!this.chat) {
      this.chosen = { ...this.chosen, ...change };
      return this.#set({});
    }
    this.#setChat(await calls.change(this.chat.id, change));
  }

  async #readChat() {
    try {
      this.#setChat(await calls.chat(this.chat.id));
    } catch {
      // The list of chats is a moment behind.
    }
  }

  #setChat(chat) {
    if (this.#closed.signal.aborted) return;
    const isNews = JSON.stringify(chat) !== JSON.stringify(this.chat);
    this.chat = chat;
    this.#set({});
    if (isNews) this.#tell('chat', { chat });
  }

  #set(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event('change'));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
