import { api } from '../api.js';

const PAGE = 50;
const ANSWERS_EVERY = 4_000;

/** Pinned first, then the newest change: the order in which the server pages. */
const order = (a, b) =>
  b.pinned - a.pinned || b.updated_at - a.updated_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/**
 * The chats of the user as far as they were read. They are paged in once and then kept up to date by
 * what happens, here and in other tabs; a prompt does not read the list again.
 *
 * Dispatches `change` when anything is different, and `written` {chatId} when this tab changed a
 * chat on the server.
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
   * The chats to list, in order. One that sorts after the last page that was read is known, but not
   * listed before its page is.
   */
  get listed() {
    const all = [...this.#known.values()].sort(order);
    return this.#next === null ? all : all.filter((chat) => order(chat, this.#last) <= 0);
  }

  get(id) {
    return this.#known.get(id);
  }

  /** Reads the first page, in place of all that was known. */
  refresh() {
    return this.#read(null);
  }

  /** Reads the next page, if there is one and none is being read. */
  async more() {
    if (this.state === 'loading' || this.#next === null) return;
    await this.#read(this.#next);
  }

  async #read(after) {
    const reading = ++this.#reading;
    this.#set('loading');
    try {
      const page = await api.get(pagePath(after));
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

  /** Reads one chat again; one that is gone leaves the list. */
  async read(id) {
    try {
      this.put(await api.get(`/api/chats/${id}`));
    } catch (error) {
      if (error.status !== 404) throw error;
      this.forget(id);
    }
  }

  /** Takes over what somebody else read or changed. @returns {boolean} whether it was news */
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
   * Shows the change at once, and takes it back when the server refuses it. Changes go out one after
   * the other, and only the answer to the last one is shown: none may undo a newer one.
   */
  async #patch(chat, change) {
    this.put({ ...chat, ...change });
    const patching = this.#patching.then(() => api.patch(`/api/chats/${chat.id}`, change));
    this.#patching = patching.catch(() => {});
    this.#lastPatch.set(chat.id, patching);
    try {
      const patched = await patching;
      if (this.#lastPatch.get(chat.id) === patching) this.put(patched);
      this.#written(chat.id);
    } catch (error) {
      if (this.#lastPatch.get(chat.id) === patching) this.put(chat);
      throw error;
    }
  }

  async remove(chat) {
    this.forget(chat.id);
    try {
      await api.del(`/api/chats/${chat.id}`);
      this.#written(chat.id);
    } catch (error) {
      this.put(chat);
      throw error;
    }
  }

  async restore(chat) {
    this.put(await api.post(`/api/chats/${chat.id}/restore`));
    this.#written(chat.id);
  }

  /** Takes a chat off the list that is deleted already. */
  forget(id) {
    if (this.#known.delete(id)) this.#changed();
  }

  #set(state) {
    this.state = state;
    this.#changed();
  }

  #written(chatId) {
    this.dispatchEvent(new CustomEvent('written', { detail: { chatId } }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
    clearTimeout(this.#timer);
    if (this.#answering().length > 0) {
      this.#timer = setTimeout(() => this.#readAnswering(), ANSWERS_EVERY);
    }
  }

  #answering() {
    return this.listed.filter((chat) => chat.generation !== null);
  }

  /** Answers go on in chats that are not open: reads only those again, and only in a seen tab. */
  async #readAnswering() {
    if (!document.hidden) {
      await Promise.allSettled(this.#answering().map((chat) => this.read(chat.id)));
    }
    this.#changed();
  }
}

const pagePath = (after) =>
  `/api/chats?limit=${PAGE}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`;
