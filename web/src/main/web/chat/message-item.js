import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { visible } from '../markdown/characters.js';
import { MarkdownText } from '../markdown/live.js';
import { strings } from '../strings.js';
import './branch-switch.js';
import './copy-button.js';
import { chatIcons } from './chat-icons.js';
import './question-editor.js';

const TEXT = strings.chat;

/** Longer questions, in characters or lines, are folded. */
const LONG = 2500;
const MANY_LINES = 30;

/**
 * One message. It is rendered again only when it is replaced; the text of an answer in progress
 * bypasses rendering and goes straight into its element.
 *
 * Dispatches, bubbling, `message-edit` {message, text}, `message-regenerate` {message} and, from its
 * branch switch, `message-branch` {id, step}.
 */
class MessageItem extends Element {
  static properties = {
    message: { attribute: false },
    live: { attribute: false },
    busy: { type: Boolean },
    last: { type: Boolean },
    editing: { state: true },
    unfolded: { state: true },
    begun: { state: true },
  };

  constructor() {
    super();
    this.live = null;
    this.busy = false;
    this.last = false;
    this.editing = false;
    this.unfolded = false;
    this.begun = false;
    this.followed = null;
    this.arrived = ({ detail }) => this.add(detail.piece);
  }

  get isQuestion() {
    return this.message.role === 'user';
  }

  get isAnswering() {
    return this.message.status === 'answering';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.follow(null);
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  updated() {
    if (!this.isQuestion) this.draw();
  }

  draw() {
    this.text ??= new MarkdownText(this.querySelector('.markdown'));
    this.follow(this.isAnswering ? this.live : null);
    if (!this.followed) this.text.finish(this.message.text);
  }

  /** Starts over: what is shown may be older than the live answer's text. */
  follow(live) {
    if (live === this.followed) return;
    this.followed?.removeEventListener('text', this.arrived);
    this.followed = live;
    if (!live) return;
    this.text.clear();
    live.addEventListener('text', this.arrived);
    this.begun = false;
    if (live.text) this.add(live.text);
  }

  add(piece) {
    this.begun = true;
    this.text.append(piece);
  }

  edit() {
    this.editing = true;
  }

  async cancelEdit() {
    this.editing = false;
    await this.updateComplete;
    this.querySelector('.edit-button')?.focus();
  }

  emit(name, more = {}) {
    const detail = { message: this.message, ...more };
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  regenerate() {
    this.emit('message-regenerate');
  }

  render() {
    const { model } = this.message;
    const name = this.isQuestion ? TEXT.you : model ? TEXT.answerBy(model) : TEXT.answer;
    return html`<article
      class="message ${this.isQuestion ? 'question' : 'answer'}"
      id="message-${this.message.id}"
      aria-label=${name}
      aria-busy=${this.isAnswering ? 'true' : nothing}
    >
      ${this.isQuestion ? this.question() : this.answer()}
    </article>`;
  }

  question() {
    if (this.editing) {
      return html`<question-editor
        .text=${this.message.text}
        ?busy=${this.busy}
        @edit-sent=${({ detail }) => this.emit('message-edit', detail)}
        @edit-cancelled=${this.cancelEdit}
      ></question-editor>`;
    }
    return html`<div class="question-text" dir="auto">${this.shown()}</div>
      ${this.isLong() ? this.fold() : nothing}
      ${this.last && !this.busy ? html`<p class="state">${TEXT.noAnswer} ${this.again()}</p>` : nothing}
      <div class="actions">
        <branch-switch
          .siblings=${this.message.siblings}
          .current=${this.message.id}
        ></branch-switch>
        <button
          type="button"
          class="button icon-only small edit-button"
          aria-label=${TEXT.edit}
          title=${TEXT.edit}
          ?disabled=${this.busy}
          @click=${this.edit}
        >
          ${icons.pencil}
        </button>
        <copy-button .text=${this.message.text}></copy-button>
      </div>`;
  }

  isLong() {
    const { text } = this.message;
    return text.length > LONG || text.split('\n', MANY_LINES + 1).length > MANY_LINES;
  }

  shown() {
    const { text } = this.message;
    if (this.unfolded || !this.isLong()) return visible(text);
    return `${visible(text.slice(0, LONG).split('\n').slice(0, MANY_LINES).join('\n'))}…`;
  }

  fold() {
    return html`<button
      type="button"
      class="button small"
      aria-expanded=${this.unfolded ? 'true' : 'false'}
      @click=${() => (this.unfolded = !this.unfolded)}
    >
      ${this.unfolded ? TEXT.showLess : TEXT.showAll}
    </button>`;
  }

  answer() {
    const isWaiting = this.isAnswering && !this.begun && !this.message.text;
    return html`<div class="markdown"></div>
      ${isWaiting ? html`<p class="waiting" aria-hidden="true"><i></i><i></i><i></i></p>` : nothing}
      ${this.state()} ${this.isAnswering ? nothing : this.actions()}`;
  }

  state() {
    const text = TEXT.states[this.message.status];
    if (!text) return nothing;
    const { error } = this.message;
    return html`<p class="state ${this.message.status}">
      <span
        >${text}${error ? html` <span class="reason" dir="auto">${visible(error)}</span>` : nothing}</span
      >
      ${this.again()}
    </p>`;
  }

  again() {
    return html`<button
      type="button"
      class="button small"
      ?disabled=${this.busy}
      @click=${this.regenerate}
    >
      ${TEXT.tryAgain}
    </button>`;
  }

  actions() {
    const { siblings, id, text, status, model } = this.message;
    return html`<div class="actions">
      <branch-switch .siblings=${siblings} .current=${id}></branch-switch>
      ${text ? html`<copy-button .text=${text}></copy-button>` : nothing}
      ${status === 'complete' ? this.regenerateButton() : nothing}
      ${model ? html`<span class="by">${model}</span>` : nothing}
    </div>`;
  }

  regenerateButton() {
    return html`<button
      type="button"
      class="button icon-only small"
      aria-label=${TEXT.regenerate}
      title=${TEXT.regenerate}
      ?disabled=${this.busy}
      @click=${this.regenerate}
    >
      ${chatIcons.again}
    </button>`;
  }
}

customElements.define('message-item', MessageItem);
