import { html } from 'lit';
import { calls, downloads } from '../calls.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import '../sidebar/row-menu.js';
import { strings } from '../strings.js';
import { chatIcons } from './chat-icons.js';

const TEXT = strings.chat;

/**
 * The menu of the open chat. Dispatches, bubbling, `chat-edit` {change} with the wanted change, and
 * `chat-delete` {chat}. A chat that is not created yet only has a system prompt.
 */
class ChatOptions extends Element {
  static properties = {
    chat: { attribute: false },
    prompt: { attribute: false },
    form: { state: true },
  };

  constructor() {
    super();
    this.chat = null;
    this.prompt = '';
    /** @type {'title'|'system_prompt'} */
    this.form = 'title';
    this.wasOpen = false;
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  get entries() {
    const prompt = {
      text: TEXT.systemPrompt,
      icon: chatIcons.speech,
      act: () => this.ask('system_prompt'),
    };
    if (!this.chat) return [prompt];
    const { chat } = this;
    const { pinned } = chat;
    return [
      { text: TEXT.rename, icon: icons.pencil, act: () => this.ask('title') },
      {
        text: pinned ? TEXT.unpin : TEXT.pin,
        icon: icons.pin,
        act: () => this.emit('chat-edit', { change: { pinned: !pinned } }),
      },
      prompt,
      { text: TEXT.exportMarkdown, icon: chatIcons.file, act: () => this.download('markdown') },
      { text: TEXT.exportJson, icon: chatIcons.file, act: () => this.download('json') },
      {
        text: TEXT.remove,
        icon: icons.bin,
        danger: true,
        act: () => this.emit('chat-delete', { chat }),
      },
    ];
  }

  /** Pressing the button of an open menu closes the menu; the click must not reopen it. */
  pressed(event) {
    this.wasOpen = event.currentTarget.getAttribute('aria-expanded') === 'true';
  }

  open(event) {
    if (!this.wasOpen) this.querySelector('row-menu').open(event.currentTarget, this.entries);
    this.wasOpen = false;
  }

  download(format) {
    const link = document.createElement('a');
    link.href = downloads.chat(this.chat.id, format);
    link.download = '';
    link.click();
  }

  /** Asks for a text in a dialog; the focus returns when it closes. */
  async ask(form) {
    this.form = form;
    await this.updateComplete;
    this.field.value = (form === 'title' ? this.chat.title : this.prompt) ?? '';
    this.querySelector('dialog').showModal();
    this.field.select();
  }

  get field() {
    return this.querySelector(this.form === 'title' ? 'dialog input' : 'dialog textarea');
  }

  save() {
    const value = this.field.value.trim();
    if (this.form === 'title' && !value) return;
    this.emit('chat-edit', { change: { [this.form]: value || null } });
  }

  render() {
    return html`<button
        type="button"
        class="button icon-only"
        aria-label=${TEXT.options}
        title=${TEXT.options}
        aria-haspopup="menu"
        aria-expanded="false"
        @pointerdown=${this.pressed}
        @click=${this.open}
      >
        ${icons.more}
      </button>
      <row-menu></row-menu>
      <dialog class="dialog" aria-labelledby="chat-form-title">
        <form
          method="dialog"
          @submit=${(event) => event.submitter?.value === 'save' && this.save()}
        >
          <h2 id="chat-form-title">
            ${this.form === 'title' ? TEXT.renameTitle : TEXT.systemPrompt}
          </h2>
          ${this.form === 'title' ? this.titleField() : this.promptField()}
          <div class="dialog-buttons">
            <button class="button" value="cancel" type="button" @click=${this.close}>
              ${TEXT.cancel}
            </button>
            <button class="button primary" value="save">${TEXT.save}</button>
          </div>
        </form>
      </dialog>`;
  }

  close() {
    this.querySelector('dialog').close();
  }

  titleField() {
    return html`<input class="wide-field" maxlength="200" dir="auto" aria-label=${TEXT.title} />`;
  }

  promptField() {
    return html`<p class="field-hint" id="prompt-hint">${TEXT.systemPromptHint}</p>
      <textarea
        class="wide-field"
        rows="8"
        dir="auto"
        aria-label=${TEXT.systemPrompt}
        aria-describedby="prompt-hint"
      ></textarea>`;
  }
}

customElements.define('chat-options', ChatOptions);
