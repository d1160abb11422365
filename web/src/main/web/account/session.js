import { api, ApiError } from '../api.js';
import { calls } from '../calls.js';
import { forgetDrafts, forgetOthers } from '../drafts.js';

/**
 * Who is signed in. Dispatches `change` on every change, and `resumed` after a new login when the
 * session had ended.
 */
export class Session extends EventTarget {
  /** @type {'loading'|'unreachable'|'out'|'in'} */
  phase = 'loading';
  /** The response of GET /api/me, while the phase is 'in'. */
  me = null;
  /** The server's message if that call failed. */
  refusal = '';
  /** Whether the session ended while the page was open: the phase is still 'in'. */
  ended = false;

  constructor() {
    super();
    api.onSessionEnded = () => {
      if (this.phase === 'in') this.#set({ ended: true });
    };
  }

  /** Asks who is signed in, when the page is loaded. */
  async start() {
    this.#set({ phase: 'loading' });
    try {
      const me = await calls.me();
      forgetOthers(me.username);
      this.#set({ me, phase: 'in' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const phase = error.isSignedOut ? 'out' : 'unreachable';
      this.#set({ phase, refusal: error.detail });
    }
  }

  /**
   * After a login, here or in another tab: the same user continues, another one gets a new page.
   *
   * @throws {ApiError} if the call fails
   */
  async resume() {
    if (this.phase !== 'in') return this.start();
    const me = await calls.me();
    if (me.username !== this.me.username) {
      forgetDrafts();
      return location.assign('/');
    }
    this.#set({ me, ended: false });
    this.dispatchEvent(new Event('resumed'));
  }

  #set(state) {
    Object.assign(this, state);
    this.dispatchEvent(new Event('change'));
  }
}
