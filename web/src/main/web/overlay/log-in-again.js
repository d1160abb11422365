import { html, nothing } from 'lit';
import '../account/sign-in.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';

const TEXT = strings.signIn;

/**
 * The dialog over the page while the session has ended (`asked`): what was written stays behind it.
 * It goes away only with a log-in; the event `signed-in` of the form bubbles to the page.
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
      @close=${() => this.requestUpdate() /* A second Esc closes it nevertheless. */}
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
