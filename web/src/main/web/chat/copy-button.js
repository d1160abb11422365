import { html } from 'lit';
import { copy } from '../copy.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { chatIcons } from './chat-icons.js';

const TEXT = strings.chat;
const TOLD_MS = 2000;

/** A button that copies a text and shows the outcome in its place. */
class CopyButton extends Element {
  static properties = { text: { attribute: false }, outcome: { state: true } };

  constructor() {
    super();
    this.text = '';
    /** @type {''|'copied'|'copyFailed'} */
    this.outcome = '';
  }

  async copy() {
    this.outcome = (await copy(this.text)) ? 'copied' : 'copyFailed';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.outcome = ''), TOLD_MS);
  }

  render() {
    return html`<button
        type="button"
        class="button icon-only small"
        aria-label=${TEXT.copy}
        title=${TEXT.copy}
        @click=${this.copy}
      >
        ${this.outcome === 'copied' ? chatIcons.done : chatIcons.copy}
      </button>
      <span class="copy-outcome" role="status">${this.outcome ? TEXT[this.outcome] : ''}</span>`;
  }
}

customElements.define('copy-button', CopyButton);
