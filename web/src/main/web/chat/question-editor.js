import { html } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { fit, isSend } from './text-field.js';

const TEXT = strings.chat;

/** Edits a question in place. Dispatches `edit-sent` {text} and `edit-cancelled`. */
class QuestionEditor extends Element {
  static properties = { text: { attribute: false }, busy: { type: Boolean } };

  firstUpdated() {
    this.field.value = this.text;
    fit(this.field);
    this.field.focus();
    this.field.setSelectionRange(this.text.length, this.text.length);
  }

  get field() {
    return this.querySelector('textarea');
  }

  key(event) {
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault(); // It would also stop an answer.
      this.cancel();
    } else if (isSend(event)) {
      event.preventDefault();
      this.send();
    }
  }

  cancel() {
    this.dispatchEvent(new CustomEvent('edit-cancelled'));
  }

  send() {
    const text = this.field.value.trim();
    if (text && !this.busy) this.dispatchEvent(new CustomEvent('edit-sent', { detail: { text } }));
  }

  render() {
    return html`<textarea
        class="editor-field"
        rows="2"
        dir="auto"
        aria-label=${TEXT.editLabel}
        @input=${(event) => fit(event.target)}
        @keydown=${this.key}
      ></textarea>
      <div class="editor-buttons">
        <button type="button" class="button small" @click=${this.cancel}>${TEXT.cancel}</button>
        <button
          type="button"
          class="button small primary"
          ?disabled=${this.busy}
          @click=${this.send}
        >
          ${TEXT.sendAgain}
        </button>
      </div>`;
  }
}

customElements.define('question-editor', QuestionEditor);
