import { html, nothing } from 'lit';
import { calls } from '../calls.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.usage;

/** The least time between two calls to the server, even if they fail. */
const REFRESH_MS = 5_000;

/**
 * The user's rate limits and how much of them is used, as bars with numbers. The seconds count down
 * here; when a window resets, the limits are read again.
 */
class Usage extends Section {
  static properties = { limits: { state: true }, age: { state: true } };

  constructor() {
    super();
    /** Read when this is shown: the limits in `me` are as old as the page. */
    this.limits = null;
    /** Seconds since the limits were read. */
    this.age = 0;
    this.readAt = Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  read() {
    this.triedAt = Date.now();
    return this.attempt(async () => {
      this.limits = (await calls.me()).limits;
      this.readAt = Date.now();
      this.age = 0;
    });
  }

  tick() {
    if (document.hidden) return;
    const now = Date.now();
    this.age = (now - this.readAt) / 1000;
    if (this.isOld() && now - this.triedAt > REFRESH_MS) this.read();
  }

  isOld() {
    const over = ({ used, resets_in_seconds: resets }) => used > 0 && resets < this.age;
    return this.limits === null || this.limits.some(over);
  }

  render() {
    return this.section({ id: 'usage', title: TEXT.title, text: TEXT.text }, this.content());
  }

  content() {
    if (this.limits === null) {
      return html`<p class="setting-text">${strings.settings.loading}</p>`;
    }
    if (this.limits.length === 0) return html`<p class="setting-text">${TEXT.none}</p>`;
    return html`<ul class="entries">
      ${this.limits.map((limit) => this.bar(limit))}
    </ul>`;
  }

  bar({ limit, window_seconds: seconds, used, resets_in_seconds: resets }) {
    const share = Math.min(1, used / limit);
    return html`<li class="limit">
      <span class="limit-text">
        <strong>${TEXT.limit(limit, seconds)}</strong>
        <span>${used === 0 ? TEXT.fresh : TEXT.used(used, limit)}</span>
      </span>
      <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class=${share === 1 ? 'bar-full' : 'bar-used'} width=${share * 100} height="1" />
      </svg>
      ${used === 0
        ? nothing
        : html`<span class="entry-soft">${TEXT.resets(Math.max(0, resets - this.age))}</span>`}
    </li>`;
  }
}

customElements.define('settings-usage', Usage);
