import { html } from 'lit';
import { draftOf, keepDraft } from '../drafts.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { chatIcons } from './chat-icons.js';
import { fit, isSend } from './text-field.js';

const TEXT = strings.chat;
const KEEP_AFTER_MS = 300;

/**
 * The field for the next question. Typing renders nothing else, and the field is cleared only when
 * the question has arrived.
 *
 * Dispatches `question` {text}, `stop`, and `edit-last` (arrow up in an empty field).
 */
class ChatComposer extends Element {
  static properties = {
    chatId: { attribute: false },
    username: { attribute: false },
    answering: { type: Boolean },
    stoppable: { type: Boolean },
    sending: { type: Boolean },
    unready: { type: Boolean },
    wait: { state: true },
    empty: { state: true },
  };

  constructor() {
    super();
    this.chatId = null;
    this.username = '';
    this.wait = 0;
    this.empty = true;
    this.isAdopted = false;
    /** The draft as last saved or read here. */
    this.kept = '';
    this.leaving = () => this.keep();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('pagehide', this.leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.leaving);
    clearInterval(this.countdown);
    this.keep();
  }

  get field() {
    return this.querySelector('textarea');
  }

  focusField() {
    this.field?.focus({ preventScroll: true });
  }

  /** The drafts change with the chat. */
  willUpdate(changed) {
    if (this.hasUpdated && changed.has('chatId') && !this.isAdopted)
      this.keep(changed.get('chatId'));
  }

  /** Shows the chat's draft, unless the chat was just created from the text in the field. */
  updated(changed) {
    if (changed.has('chatId') && !this.isAdopted)
      this.fill((this.kept = draftOf(this.username, this.chatId)));
    this.isAdopted = false;
  }

  /** The chat of this field now has an id; the text stays. */
  adopt(chatId) {
    if (chatId === this.chatId) return;
    this.isAdopted = true;
    keepDraft(this.username, this.chatId, '');
    this.chatId = chatId;
    this.kept = '';
    this.keep();
  }

  fill(text) {
    this.field.value = text;
    this.changed();
  }

  /** The question has arrived. Text typed since then stays. */
  sent(text) {
    if (this.field.value.trim() === text) this.fill('');
    this.keep();
  }

  /** Saves only changes made here: another tab may have saved the draft. */
  keep(chatId = this.chatId) {
    clearTimeout(this.timer);
    this.timer = null;
    const text = this.field?.value ?? this.kept;
    if (text !== this.kept) keepDraft(this.username, chatId, (this.kept = text));
  }

  typed() {
    this.changed();
    this.timer ??= setTimeout(() => this.keep(), KEEP_AFTER_MS);
  }

  changed() {
    this.empty = this.field.value.trim() === '';
    fit(this.field);
  }

  /** Blocks sending, with a countdown. @param {number} seconds */
  waitFor(seconds) {
    clearInterval(this.countdown);
    const until = Date.now() + seconds * 1000; // Timers are slowed down in hidden tabs.
    this.wait = seconds;
    this.countdown = setInterval(() => {
      this.wait = Math.ceil((until - Date.now()) / 1000);
      if (this.wait <= 0) clearInterval(this.countdown);
    }, 1000);
  }

  get canSend() {
    return !(this.empty || this.sending || this.unready || this.answering || this.wait > 0);
  }

  key(event) {
    if (isSend(event)) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'ArrowUp' && !this.field.value && !event.isComposing) {
      event.preventDefault(); // It would move the caret in the field that gets the focus.
      this.dispatchEvent(new CustomEvent('edit-last'));
    }
  }

  send() {
    const text = this.field.value.trim();
    if (!this.canSend) return;
    this.keep();
    this.dispatchEvent(new CustomEvent('question', { detail: { text } }));
  }

  /** Moves the focus first: the button disappears with the answer. */
  stop() {
    this.focusField();
    this.dispatchEvent(new CustomEvent('stop'));
  }

  render() {
    return html`<form class="composer" @submit=${(event) => event.preventDefault()}>
      <textarea
        class="composer-field"
        rows="1"
        dir="auto"
        enterkeyhint="enter"
        aria-label=${TEXT.composer}
        placeholder=${TEXT.placeholder}
        @input=${this.typed}
        @keydown=${this.key}
      ></textarea>
      <div class="composer-foot">
        <span class="composer-note">${this.note()}</span>
        ${this.answering ? this.stopButton() : this.sendButton()}
      </div>
    </form>`;
  }

  note() {
    if (this.wait > 0) return TEXT.waitToSend(this.wait);
    return this.sending ? TEXT.sending : '';
  }

  sendButton() {
    return html`<button
      type="button"
      class="button primary icon-only send"
      aria-label=${TEXT.send}
      title=${TEXT.send}
      ?disabled=${!this.canSend}
      @click=${this.send}
    >
      ${chatIcons.send}
    </button>`;
  }

  stopButton() {
    return html`<button
      type="button"
      class="button primary icon-only send"
      aria-label=${TEXT.stop}
      title=${TEXT.stop}
      ?disabled=${!this.stoppable}
      @click=${this.stop}
    >
      ${chatIcons.stop}
    </button>`;
  }
}

customElements.define('chat-composer', ChatComposer);
