import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { addressOf } from '../route.js';
import { strings } from '../strings.js';

const TEXT = strings.sideBar;

/**
 * One chat in the list: a link, and a button for its menu. Dispatches `row-menu` {row, button} and,
 * after renaming in place, `row-renamed` {chat, title}; both bubble.
 */
class ChatRow extends Element {
  static properties = {
    chat: { attribute: false },
    current: { type: Boolean },
    editing: { state: true },
  };

  constructor() {
    super();
    this.current = false;
    this.editing = false;
    this.wasOpen = false;
  }

  get shownTitle() {
    return this.chat.title ?? TEXT.untitled;
  }

  async edit() {
    this.editing = true;
    await this.updateComplete;
    const input = this.querySelector('input');
    input.focus();
    input.select();
  }

  async stopEditing() {
    this.editing = false;
    await this.updateComplete;
    this.querySelector('a').focus();
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return; // Safari: the Enter that ends composition.
    if (event.key === 'Escape') {
      event.preventDefault();
      this.stopEditing();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.keep(event.target.value);
      this.stopEditing();
    }
  }

  left(event) {
    if (!this.editing) return;
    this.keep(event.target.value);
    this.editing = false;
  }

  keep(value) {
    const title = value.trim();
    if (!title || title === this.shownTitle) return;
    this.emit('row-renamed', { chat: this.chat, title });
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** Pressing the button of an open menu closes the menu; the click must not reopen it. */
  pressed(event) {
    this.wasOpen = event.currentTarget.getAttribute('aria-expanded') === 'true';
  }

  menu(event) {
    if (!this.wasOpen) this.emit('row-menu', { row: this, button: event.currentTarget });
    this.wasOpen = false;
  }

  render() {
    return this.editing ? this.input() : this.link();
  }

  input() {
    return html`<input
      class="row-input"
      aria-label=${TEXT.renameLabel}
      maxlength="200"
      .value=${this.shownTitle}
      @keydown=${this.key}
      @blur=${this.left}
    />`;
  }

  link() {
    const answering = this.chat.generation !== null;
    return html`<a
        class="row-link"
        href=${addressOf(this.chat.id)}
        aria-current=${this.current ? 'page' : nothing}
        title=${this.shownTitle}
      >
        <span class="row-title" dir="auto">${this.shownTitle}</span>
        ${answering
          ? html`<span class="row-answering"><span class="only-spoken">${TEXT.answering}</span></span>`
          : nothing}
      </a>
      <button
        type="button"
        class="button icon-only small row-more"
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label=${TEXT.options(this.shownTitle)}
        @pointerdown=${this.pressed}
        @click=${this.menu}
      >
        ${icons.more}
      </button>`;
  }
}

customElements.define('chat-row', ChatRow);
