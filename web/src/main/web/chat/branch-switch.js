import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { chatIcons } from './chat-icons.js';

const TEXT = strings.chat;

/** Switches to the previous or next version of a message. Dispatches `message-branch` {id, step}. */
class BranchSwitch extends Element {
  static properties = { siblings: { attribute: false }, current: { attribute: false } };

  get at() {
    return this.siblings.indexOf(this.current);
  }

  /** Focuses the button for this step, or the other one if it is disabled. */
  focusStep(step) {
    const [previous, next] = this.querySelectorAll('button');
    const wanted = step < 0 ? previous : next;
    (wanted.disabled ? (step < 0 ? next : previous) : wanted).focus();
  }

  go(step) {
    const detail = { id: this.siblings[this.at + step], step };
    this.dispatchEvent(new CustomEvent('message-branch', { bubbles: true, detail }));
  }

  render() {
    const { siblings, at } = this;
    if (siblings.length < 2) return nothing;
    return html`<span class="branches" role="group" aria-label=${TEXT.versions}>
      ${this.button(-1, TEXT.previous, chatIcons.previous, at <= 0)}
      <span class="branch-place">${TEXT.version(at + 1, siblings.length)}</span>
      ${this.button(1, TEXT.next, chatIcons.next, at >= siblings.length - 1)}
    </span>`;
  }

  button(step, label, picture, isDisabled) {
    return html`<button
      type="button"
      class="button icon-only small"
      aria-label=${label}
      title=${label}
      ?disabled=${isDisabled}
      @click=${() => this.go(step)}
    >
      ${picture}
    </button>`;
  }
}

customElements.define('branch-switch', BranchSwitch);
