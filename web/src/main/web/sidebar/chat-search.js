import { html, nothing } from 'lit';
import { calls } from '../calls.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { failed } from '../overlay/failed.js';
import { addressOf } from '../route.js';
import { strings } from '../strings.js';

const TEXT = strings.sideBar;
const DEBOUNCE_MS = 200;

/**
 * Search in titles and messages. Dispatches `searching` {active}, which bubbles, so that the sidebar
 * hides the list during a search.
 */
class ChatSearch extends Element {
  static properties = {
    query: { state: true },
    hits: { state: true },
    next: { state: true },
    hasFailed: { state: true },
  };

  constructor() {
    super();
    this.query = '';
    this.hits = null;
    this.next = null;
    this.hasFailed = false;
    this.asked = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.debounce);
  }

  focusInput() {
    this.input.focus();
    this.input.select();
  }

  get input() {
    return this.querySelector('input');
  }

  /** Waits until the user stops typing; results of earlier searches are dropped. */
  typed(event) {
    this.query = event.target.value.trim();
    this.hits = null;
    this.next = null;
    this.hasFailed = false;
    this.asked++;
    clearTimeout(this.debounce);
    if (this.query) this.debounce = setTimeout(() => this.ask(null), DEBOUNCE_MS);
    this.dispatchEvent(
      new CustomEvent('searching', { bubbles: true, detail: { active: this.query !== '' } }),
    );
  }

  async ask(after) {
    const asked = ++this.asked;
    this.hasFailed = false;
    try {
      const page = await calls.search(this.query, after);
      if (asked !== this.asked) return;
      this.hits = [...(after === null ? [] : this.hits), ...page.hits];
      this.next = page.next;
    } catch (error) {
      if (asked !== this.asked) return;
      this.hasFailed = true;
      failed(this, error);
    }
  }

  clear() {
    this.input.value = '';
    this.typed({ target: this.input });
    this.input.focus();
  }

  /** Arrows move through the field and the results; Esc clears the field. */
  key(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.query) {
      event.preventDefault();
      this.clear();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.input, ...this.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
  }

  render() {
    return html`<search class="search" @keydown=${this.key}>
      <span class="search-field">
        ${icons.search}
        <input
          type="search"
          placeholder=${TEXT.search}
          aria-label=${TEXT.search}
          autocomplete="off"
          @input=${this.typed}
        />
        ${this.query
          ? html`<button
              type="button"
              class="button icon-only small"
              aria-label=${TEXT.clearSearch}
              @click=${this.clear}
            >
              ${icons.close}
            </button>`
          : nothing}
      </span>
      <p class="only-spoken" role="status">${this.spoken()}</p>
      ${this.query ? this.results() : nothing}
    </search>`;
  }

  spoken() {
    if (!this.query || this.hasFailed) return ''; // A notice is shown.
    return this.hits ? TEXT.found(this.hits.length, this.next !== null) : TEXT.searching;
  }

  results() {
    if (!this.hits && this.hasFailed) return this.retry();
    if (!this.hits) return html`<p class="list-empty">${TEXT.searching}</p>`;
    if (this.hits.length === 0) {
      return html`<p class="list-empty">${TEXT.nothingFound(this.query)}</p>`;
    }
    return html`<ul class="hits" aria-label=${TEXT.results}>
        ${this.hits.map((hit) => html`<li class="list-row">${this.hit(hit)}</li>`)}
      </ul>
      ${this.next === null
        ? nothing
        : html`<button type="button" class="button wide" @click=${() => this.ask(this.next)}>
            ${TEXT.moreHits}
          </button>`}`;
  }

  retry() {
    return html`<button type="button" class="button wide" @click=${() => this.ask(null)}>
      ${TEXT.searchAgain}
    </button>`;
  }

  hit({ chat, message_id: messageId, role, excerpt }) {
    return html`<a class="hit" href=${addressOf(chat.id, messageId)}>
      <span class="hit-title" dir="auto">${chat.title ?? TEXT.untitled}</span>
      <span class="hit-role">${role === null ? TEXT.inTitle : TEXT.roles[role]}</span>
      <span class="hit-text" dir="auto">
        ${excerpt.map((part) => (part.match ? html`<mark>${part.text}</mark>` : part.text))}
      </span>
    </a>`;
  }
}

customElements.define('chat-search', ChatSearch);
