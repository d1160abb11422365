import { html, nothing } from 'lit';
import '../account/sign-in.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';

const TEXT = strings.signIn;

/**
 * The dialog over the page when the session has ended: what was written stays behind it. It closes
 * only with a log-in; the event `signed-in` of the form bubbles to the page.
 */
class LogInAgain extends Element {
  static properties = { username: {}, asked: { state: true } };

  constructor() {
    super();
    this.username = '';
    this.asked = false;
  }

  async open() {
    if (this.asked) return;
    this.asked = true;
    await this.updateComplete;
    this.querySelector('dialog').showModal();
  }

  close() {
    this.asked = false;
    this.querySelector('dialog').close();
  }

  /** A second Esc closes a dialog even when its `cancel` is prevented: then it opens again. */
  closed() {
    if (this.asked) this.querySelector('dialog').showModal();
  }

  render() {
    return html`<dialog
      class="dialog"
      aria-labelledby="again-title"
      @cancel=${(event) => event.preventDefault()}
      @close=${this.closed}
    >
      ${this.asked
        ? html`<h2 id="again-title">${TEXT.ended}</h2>
            <p>${TEXT.endedText}</p>
            <sign-in again .username=${this.username}></sign-in>`
        : nothing}
    </dialog>`;
  }
}

customElements.define('log-in-again', LogInAgain);
