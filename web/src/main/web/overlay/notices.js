import { html, nothing } from 'lit';
import { calls } from '../calls.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { strings } from '../strings.js';

const TEXT = strings.overlay;
const MAX_PAUSE_MS = 30_000;

/**
 * The bar above the conversation that shows problems: no connection, a rate limit (with a countdown),
 * or a failed call. A notice disappears with its cause; a failed call's can be dismissed.
 *
 * Screen readers get the text from a separate node, once, not every second.
 *
 * Dispatches `reached` on the window when the server is reachable again.
 */
class NoticesBar extends Element {
  static properties = {
    offline: { state: true },
    unreachable: { state: true },
    limitedFor: { state: true },
    error: { state: true },
    spoken: { state: true },
  };

  constructor() {
    super();
    this.offline = !navigator.onLine;
    this.unreachable = false;
    this.limitedFor = null;
    this.error = null;
    this.spoken = '';
    this.connection = () => this.connectionChanged();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.connection);
    addEventListener('offline', this.connection);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('online', this.connection);
    removeEventListener('offline', this.connection);
    clearTimeout(this.probe);
    clearInterval(this.countdown);
  }

  /** @param {{kind: 'rate-limited'|'offline'|'error', text?: string, retryAfter?: number}} notice */
  show({ kind, text, retryAfter }) {
    if (kind === 'offline') this.lost();
    else if (kind === 'rate-limited') this.limited(retryAfter ?? 1);
    else this.say((this.error = text || TEXT.failed));
  }

  connectionChanged() {
    this.offline = !navigator.onLine;
    if (this.offline) this.say(TEXT.offline);
    else this.reached();
  }

  /** The server is unreachable although the device is online: retries until it responds. */
  lost() {
    this.offline = !navigator.onLine;
    if (this.offline || this.unreachable) return;
    this.unreachable = true;
    this.say(TEXT.unreachable);
    this.askAgain(1_000);
  }

  askAgain(pause) {
    clearTimeout(this.probe);
    this.probe = setTimeout(async () => {
      try {
        await calls.page();
        this.reached();
      } catch (error) {
        if (error.status > 0) this.reached();
        else this.askAgain(Math.min(pause * 2, MAX_PAUSE_MS));
      }
    }, pause);
  }

  reached() {
    clearTimeout(this.probe);
    this.unreachable = false;
    this.say(TEXT.online);
    window.dispatchEvent(new Event('reached'));
  }

  limited(seconds) {
    clearInterval(this.countdown);
    const until = Date.now() + seconds * 1000;
    this.limitedFor = seconds;
    this.say(TEXT.rateLimited(seconds));
    this.countdown = setInterval(() => {
      this.limitedFor = Math.ceil((until - Date.now()) / 1000);
      if (this.limitedFor > 0) return;
      clearInterval(this.countdown);
      this.limitedFor = null;
      this.say(TEXT.rateLimited(0));
    }, 1000);
  }

  say(text) {
    this.spoken = text;
  }

  render() {
    const notices = [
      this.offline ? this.notice('offline', TEXT.offline) : nothing,
      this.unreachable && !this.offline ? this.notice('offline', TEXT.unreachable) : nothing,
      this.limitedFor ? this.notice('limited', TEXT.rateLimited(this.limitedFor)) : nothing,
      this.error ? this.notice('error', this.error, () => (this.error = null)) : nothing,
    ].filter((notice) => notice !== nothing);
    return html`<p class="only-spoken" role="status">${this.spoken}</p>
      ${notices.length > 0
        ? html`<section class="notices" aria-label=${TEXT.notices}>${notices}</section>`
        : nothing}`;
  }

  notice(kind, text, dismiss) {
    return html`<div class="notice ${kind}">
      <span>${text}</span>
      ${dismiss
        ? html`<button
            type="button"
            class="button icon-only small"
            aria-label=${TEXT.dismiss}
            @click=${dismiss}
          >
            ${icons.close}
          </button>`
        : nothing}
    </div>`;
  }
}

customElements.define('notices-bar', NoticesBar);
