import { api, ApiError } from '../api.js';
import { forgetDrafts, forgetOthers } from '../drafts.js';

/**
 * Who is signed in. Dispatches `change` with every new state, and `resumed` when a session that had
 * ended is there again.
 */
export class Session extends EventTarget {
  /** @type {'loading'|'unreachable'|'out'|'in'} */
  phase = 'loading';
  /** The answer of GET /api/me, while the phase is 'in'. */
  me = null;
  /** What the server said when it could not be asked. */
  refusal = '';
  /** Whether the session ended while its page is shown: the phase is still 'in'. */
  ended = false;

  constructor() {
    super();
    api.onSessionEnded = () => {
      if (this.phase === 'in') this.#set({ ended: true });
    };
  }

  /** Asks who is signed in, for a page that does not show anything yet. */
  async start() {
    this.#set({ phase: 'loading' });
    try {
      const me = await api.get('/api/me');
      forgetOthers(me.username);
      this.#set({ me, phase: 'in' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const phase = error.isSignedOut ? 'out' : 'unreachable';
      this.#set({ phase, refusal: error.detail });
    }
  }

  /**
   * After a log-in, here or in another tab: the same user goes on, another one gets a fresh page.
   *
   * @throws {ApiError} when the server could not be asked
   */
  async resume() {
    if (this.phase !== 'in') return this.start();
    const me = await api.get('/api/me');
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
