import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import './copy-button.js';

const TEXT = strings.chat;

/** A chat without messages: example questions, and a note if only the demo model answers. Dispatches
 * `example` {text}. */
class EmptyChat extends Element {
  static properties = { me: { attribute: false } };

  render() {
    return html`<div class="empty-chat">
      <h2 class="greeting">${TEXT.greeting(this.me.username)}</h2>
      ${this.me.demo ? this.demo() : nothing}
      <ul class="examples" aria-label=${TEXT.examples}>
        ${TEXT.exampleQuestions.map(
          (text) =>
            html`<li>
              <button type="button" class="example" @click=${() => this.choose(text)}>
                ${text}
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  choose(text) {
    this.dispatchEvent(new CustomEvent('example', { detail: { text } }));
  }

  demo() {
    return html`<section class="demo-note" aria-label=${TEXT.demoTitle}>
      <h2>${TEXT.demoTitle}</h2>
      <p>${TEXT.demoText}</p>
      <p class="demo-command">
        <code>${TEXT.demoCommand}</code><copy-button .text=${TEXT.demoCommand}></copy-button>
      </p>
    </section>`;
  }
}

customElements.define('empty-chat', EmptyChat);
