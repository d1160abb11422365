import { calls } from '../calls.js';

const POLL_MS = 4_000;

/** Pinned first, then by latest change: the server's order. */
const order = (a, b) =>
  b.pinned - a.pinned || b.updated_at - a.updated_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/**
 * The user's chats, as far as they were read. Pages are read once and then kept up to date from
 * changes here and in other tabs; asking a question does not reread the list.
 *
 * Dispatches `change` on every change, and `saved` {chatId} when this tab changed a chat on the
 * server.
 */
export class Chats extends EventTarget {
  #known = new Map();
  #last = null;
  #next = null;
  #reading = 0;
  #patching = Promise.resolve();
  #lastPatch = new Map();
  #timer;

  /** @type {'loading'|'ready'|'failed'} */
  state = 'loading';

  get hasMore() {
    return this.#next !== null;
  }

  /**
   * The chats to list, in order. A known chat that sorts after the last page read is not listed
   * before its page is read.
   */
  get listed() {
    const all = [...this.#known.values()].sort(order);
    return this.#next === null ? all : all.filter((chat) => order(chat, this.#last) <= 0);
  }

  get(id) {
    return this.#known.get(id);
  }

  /** Reads the first page and forgets the others. */
  refresh() {
    return this.#read(null);
  }

  /** Reads the next page, if there is one and no page is being read. */
  async more() {
    if (this.state === 'loading' || this.#next === null) return;
    await this.#read(this.#next);
  }

  async #read(after) {
    const reading = ++this.#reading;
    this.#set('loading');
    try {
      const page = await calls.chats(after);
      if (reading !== this.#reading) return;
      if (after === null) this.#known.clear();
      for (const chat of page.chats) this.#known.set(chat.id, chat);
      this.#next = page.next;
      this.#last = page.chats.at(-1) ?? this.#last;
      this.#set('ready');
    } catch (error) {
      if (reading === this.#reading) this.#set('failed');
      throw error;
    }
  }

  /** Rereads one chat; if it was deleted, it leaves the list. */
  async read(id) {
    try {
      this.put(await calls.chat(id));
    } catch (error) {
      if (error.status !== 404) throw error;
      this.forget(id);
    }
  }

  /** Updates a chat that was read or changed elsewhere. @returns {boolean} whether it was different */
  put(chat) {
    if (JSON.stringify(this.#known.get(chat.id)) === JSON.stringify(chat)) return false;
    this.#known.set(chat.id, chat);
    this.#changed();
    return true;
  }

  rename(chat, title) {
    return this.#patch(chat, { title });
  }

  pin(chat, pinned) {
    return this.#patch(chat, { pinned });
  }

  /**
   * Shows the change at once, and rolls it back if the server refuses it. Changes are sent one after
   * another, and only the last response is shown, so that none undoes a newer change.
   */
  async #patch(chat, change) {
    this.put({ ...chat, ...change });
    const patching = this.#patching.then(() => calls.changeChat(chat.id, change));
    this.#patching = patching.catch(() => {});
    this.#lastPatch.set(chat.id, patching);
    try {
      const patched = await patching;
      if (this.#lastPatch.get(chat.id) === patching) this.put(patched);
      this.#saved(chat.id);
    } catch (error) {
      if (this.#lastPatch.get(chat.id) === patching) this.put(chat);
      throw error;
    }
  }

  async remove(chat) {
    this.forget(chat.id);
    try {
      await calls.deleteChat(chat.id);
      this.#saved(chat.id);
    } catch (error) {
      this.put(chat);
      throw error;
    }
  }

  async restore(chat) {
    this.put(await calls.restoreChat(chat.id));
    this.#saved(chat.id);
  }

  /** Removes a chat from the list that is deleted already. */
  forget(id) {
    if (this.#known.delete(id)) this.#changed();
  }

  #set(state) {
    this.state = state;
    this.#changed();
  }

  #saved(chatId) {
    this.dispatchEvent(new CustomEvent('saved', { detail: { chatId } }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
    clearTimeout(this.#timer);
    if (this.#answering().length > 0) {
      this.#timer = setTimeout(() => this.#readAnswering(), POLL_MS);
    }
  }

  #answering() {
    return this.listed.filter((chat) => chat.generation !== null);
  }

  /** Answers may end in chats that are not open: rereads those, while the tab is visible. */
  async #readAnswering() {
    if (!document.hidden) {
      await Promise.allSettled(this.#answering().map((chat) => this.read(chat.id)));
    }
    this.#changed();
  }
}
