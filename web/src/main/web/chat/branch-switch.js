import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { pictures } from './pictures.js';

const TEXT = strings.chat;

/** Leads from one version of a message to the one before or after. Dispatches `message-branch` {id, step}. */
class BranchSwitch extends Element {
  static properties = { siblings: { attribute: false }, current: { attribute: false } };

  get at() {
    return this.siblings.indexOf(this.current);
  }

  /** Gives the focus to the button for a step, or to the other one at an end. */
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
      ${this.button(-1, TEXT.previous, pictures.previous, at <= 0)}
      <span class="branch-place">${TEXT.version(at + 1, siblings.length)}</span>
      ${this.button(1, TEXT.next, pictures.next, at >= siblings.length - 1)}
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
