import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';

/** The page's dialog, once it is connected. */
let dialog = null;

/**
 * Asks before something that cannot be undone. The focus starts on "Cancel" and returns to where it
 * was.
 *
 * @param {{title: string, text: string, action: string}} question action: the text of the button
 * @returns {Promise<boolean>} true only if the button was pressed
 */
export function confirm(question) {
  return dialog.ask(question);
}

class ConfirmDialog extends Element {
  static properties = { question: { state: true } };

  constructor() {
    super();
    this.question = null;
    this.answer = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    dialog = this;
  }

  async ask(question) {
    this.answer(false);
    this.question = question;
    await this.updateComplete;
    this.element.returnValue = '';
    if (!this.element.open) this.element.showModal();
    return new Promise((resolve) => (this.answer = resolve));
  }

  get element() {
    return this.querySelector('dialog');
  }

  closed() {
    this.answer(this.element.returnValue === 'yes');
    this.answer = () => {};
    this.question = null;
  }

  render() {
    return html`<dialog
      class="dialog"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      @close=${this.closed}
    >
      ${this.question ? this.form(this.question) : nothing}
    </dialog>`;
  }

  form({ title, text, action }) {
    return html`<form method="dialog">
      <h2 id="confirm-title">${title}</h2>
      <p id="confirm-text">${text}</p>
      <div class="dialog-buttons">
        <button class="button" value="" autofocus>${strings.overlay.cancel}</button>
        <button class="button danger" value="yes">${action}</button>
      </div>
    </form>`;
  }
}

customElements.define('confirm-dialog', ConfirmDialog);
