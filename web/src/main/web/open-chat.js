import { calls } from './calls.js';
import { withPage } from './message-path.js';

/**
 * The chat that is open: the path of its messages, as far as it was read. Messages are replaced, never
 * modified, so that changed ones can be told by identity. The subclass implements `join`, which
 * follows an answer in progress.
 *
 * Dispatches `change` on every change, and `chat` {chat} when the chat itself changed. Failed calls
 * throw an ApiError.
 */
export class OpenChat extends EventTarget {
  /** Null until it is read or created. */
  chat = null;
  messages = [];
  /** @type {'ready'|'loading'|'missing'|'failed'} */
  state = 'ready';
  /** The settings for a chat that is not created yet. */
  chosen = {};
  closed = new AbortController();
  /** How many answers were begun here: reads that started before the last one are out of date. */
  begun = 0;

  #older = null;
  #readingOlder = null;

  get hasOlder() {
    return this.#older !== null;
  }

  get isClosed() {
    return this.closed.signal.aborted;
  }

  /** Stops following here; an answer in progress continues on the server. */
  close() {
    this.closed.abort();
  }

  /** @param {string} chatId @param {number|null} [messageId] whose branch to show; null: the last one */
  async open(chatId, messageId = null) {
    this.set({ state: 'loading' });
    try {
      if (messageId !== null) await this.#switchIfPossible(chatId, messageId);
      await this.read(chatId);
      if (messageId !== null) await this.#readUpTo(messageId);
      this.set({ state: 'ready' });
    } catch (error) {
      if (error.status !== 404) this.set({ state: 'failed' });
      this.callFailed(error);
    }
  }

  /** Shows that the chat is gone. @throws the error, if it is another one */
  callFailed(error) {
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

  /** Rereads the chat and its last messages. */
  async read(chatId) {
    const { begun } = this;
    const [chat, page] = await Promise.all([calls.chat(chatId), calls.messages(chatId)]);
    if (this.isClosed || begun !== this.begun) return; // Otherwise a question would vanish.
    this.setChat(chat);
    this.#setPage(page);
    this.join(chat.generation);
  }

  #setPage(page) {
    const { messages, hasOlderPages } = withPage(this.messages, page.messages);
    if (!hasOlderPages) this.#older = page.older;
    this.set({ messages });
  }

  /** Shows the branch of a message. */
  async switchTo(messageId) {
    await calls.changeChat(this.chat.id, { current: messageId });
    await this.read(this.chat.id);
    await this.#readUpTo(messageId);
  }

  /** A link may name a deleted message, or be opened while an answer locks the chat. */
  async #switchIfPossible(chatId, messageId) {
    try {
      await calls.changeChat(chatId, { current: messageId });
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
    this.set({ chat: wanted }); // At once, until the server responds.
    const rollBack = () => this.chat === wanted && this.set({ chat: former });
    this.setChat(await calls.changeChat(former.id, change).finally(rollBack));
  }

  /** Rereads only the chat, for its title and its place in the list. */
  async readChat() {
    try {
      this.setChat(await calls.chat(this.chat.id));
    } catch {
      // The list of chats is out of date for a moment.
    }
  }

  setChat(chat) {
    if (this.isClosed) return;
    const isChanged = JSON.stringify(chat) !== JSON.stringify(this.chat);
    this.chat = chat;
    this.set({});
    if (isChanged) this.emit('chat', { chat });
  }

  set(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event('change'));
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
