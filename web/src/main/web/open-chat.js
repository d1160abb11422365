import { calls } from './calls.js';
import { takenOver } from './message-path.js';

/**
 * A chat that is open on the page: the path of its messages as far as it was read. Messages are never
 * changed, only replaced, so that one can tell which changed. A subclass says in `join` what happens
 * with an answer that is being made.
 *
 * Dispatches `change` when anything is different, and `chat` {chat} when the chat itself is news for
 * others. Calls throw an ApiError when they fail.
 */
export class OpenChat extends EventTarget {
  /** Null until it is read, or made. */
  chat = null;
  messages = [];
  /** @type {'ready'|'loading'|'missing'|'failed'} */
  state = 'ready';
  /** What is chosen for a chat that is not made yet. */
  chosen = {};
  closed = new AbortController();
  /** How many answers were begun here: what was asked for before the last one is out of date. */
  begun = 0;

  #older = null;
  #readingOlder = null;

  get hasOlder() {
    return this.#older !== null;
  }

  get isClosed() {
    return this.closed.signal.aborted;
  }

  /** Ends all that goes on here; on the server, an answer goes on. */
  close() {
    this.closed.abort();
  }

  /** @param {string} chatId @param {number|null} [messageId] the branch to show; else the last one */
  async open(chatId, messageId = null) {
    this.set({ state: 'loading' });
    try {
      if (messageId !== null) await this.#walkIfThere(chatId, messageId);
      await this.read(chatId);
      if (messageId !== null) await this.#readUpTo(messageId);
      this.set({ state: 'ready' });
    } catch (error) {
      if (error.status !== 404) this.set({ state: 'failed' });
      this.lost(error);
    }
  }

  /** A call about the chat failed. @throws the error, unless the chat is gone: that is shown */
  lost(error) {
    if (error.status !== 404) throw error;
    if (!this.isClosed) this.set({ state: 'missing' });
  }

  async readOlder() {
    this.#readingOlder ??= this.#readBefore().finally(() => (this.#readingOlder = null));
    await this.#readingOlder;
  }

  async #readBefore() {
    if (this.#older === null) return;
    const { messages, older } = await calls.messages(this.chat.id, this.#older);
    this.#older = older;
    this.set({ messages: [...messages, ...this.messages] });
  }

  async #readUpTo(messageId) {
    const isWanted = () =>
      !this.isClosed && this.messages.every((message) => message.id !== messageId);
    while (this.#older !== null && isWanted()) await this.readOlder();
  }

  /** Reads the chat and its last messages anew. */
  async read(chatId) {
    const { begun } = this;
    const [chat, page] = await Promise.all([calls.chat(chatId), calls.messages(chatId)]);
    if (this.isClosed || begun !== this.begun) return; // Else a question would vanish.
    this.setChat(chat);
    this.#takeOver(page);
    this.join(chat.generation);
  }

  #takeOver(page) {
    const { messages, hasOlderPages } = takenOver(this.messages, page.messages);
    if (!hasOlderPages) this.#older = page.older;
    this.set({ messages });
  }

  /** Shows the branch of a message. */
  async walk(messageId) {
    await calls.change(this.chat.id, { current: messageId });
    await this.read(this.chat.id);
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
      return this.set({});
    }
    const former = this.chat;
    const wanted = { ...former, ...change };
    this.set({ chat: wanted }); // At once; what the server says takes its place.
    const takeBack = () => this.chat === wanted && this.set({ chat: former });
    this.setChat(await calls.change(former.id, change).finally(takeBack));
  }

  /** Reads the chat alone, for its title and its place in the list. */
  async readChat() {
    try {
      this.setChat(await calls.chat(this.chat.id));
    } catch {
      // The list of chats is a moment behind.
    }
  }

  setChat(chat) {
    if (this.isClosed) return;
    const isNews = JSON.stringify(chat) !== JSON.stringify(this.chat);
    this.chat = chat;
    this.set({});
    if (isNews) this.tell('chat', { chat });
  }

  set(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event('change'));
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
