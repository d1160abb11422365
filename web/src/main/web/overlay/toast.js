import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { strings } from '../strings.js';

const TEXT = strings.overlay;

/** The page's stack of toasts, once it is connected. */
let stack = null;

/**
 * Shows a short message in a corner of the page. It disappears by itself, but not while the pointer
 * or the focus is on it.
 *
 * @param {string} text
 * @param {{action?: string, act?: () => void, seconds?: number}} [options] action: the text of a
 *     button; act: what the button does; seconds: how long the toast stays
 */
export function toast(text, { action, act, seconds = 5 } = {}) {
  stack?.add({ text, action, act, seconds });
}

class ToastStack extends Element {
  static properties = { toasts: { state: true } };

  constructor() {
    super();
    this.toasts = [];
    this.count = 0;
    this.timers = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    stack = this;
  }

  add(entry) {
    const added = { ...entry, id: this.count++ };
    this.toasts = [...this.toasts.slice(-2), added];
    this.start(added);
  }

  start({ id, seconds }) {
    this.hold(id);
    this.timers.set(id, setTimeout(() => this.drop(id), seconds * 1000));
  }

  /** Restarts the timer once neither pointer nor focus is on the toast. */
  left({ currentTarget, relatedTarget }, entry, otherwise) {
    if (currentTarget.matches(otherwise)) return;
    if (!currentTarget.contains(relatedTarget)) this.start(entry);
  }

  hold(id) {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  drop(id) {
    this.hold(id);
    this.toasts = this.toasts.filter((each) => each.id !== id);
  }

  render() {
    return html`<div class="toasts" role="status">
      ${repeat(this.toasts, (each) => each.id, (each) => this.one(each))}
    </div>`;
  }

  one(entry) {
    const act = () => {
      this.drop(entry.id);
      entry.act();
    };
    return html`<div
      class="toast"
      @mouseenter=${() => this.hold(entry.id)}
      @mouseleave=${(event) => this.left(event, entry, ':focus-within')}
      @focusin=${() => this.hold(entry.id)}
      @focusout=${(event) => this.left(event, entry, ':hover')}
    >
      <span class="toast-text">${entry.text}</span>
      ${entry.action
        ? html`<button type="button" class="button small" @click=${act}>${entry.action}</button>`
        : nothing}
      <button
        type="button"
        class="button icon-only small"
        aria-label=${TEXT.dismiss}
        @click=${() => this.drop(entry.id)}
      >
        ${icons.close}
      </button>
    </div>`;
  }
}

customElements.define('toast-stack', ToastStack);
