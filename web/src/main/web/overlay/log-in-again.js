import { html, nothing } from 'lit';
import '../account/sign-in.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';

const TEXT = strings.signIn;

/**
 * The dialog to log in again after the session has ended (`asked`), over the page as it was. Only a
 * login closes it; the form's event `signed-in` bubbles to the page.
 */
class LogInAgain extends Element {
  static properties = { username: {}, asked: { type: Boolean } };

  constructor() {
    super();
    this.username = '';
    this.asked = false;
  }

  updated() {
    const dialog = this.querySelector('dialog');
    if (this.asked && !dialog.open) dialog.showModal();
    else if (!this.asked && dialog.open) dialog.close();
  }

  render() {
    return html`<dialog
      class="dialog"
      aria-labelledby="again-title"
      @cancel=${(event) => event.preventDefault()}
      @close=${() => this.requestUpdate() /* Browsers let a second Esc close it: reopen. */}
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
