import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { field } from '../account/field.js';
import { calls } from '../calls.js';
import { copy } from '../copy.js';
import { confirm } from '../overlay/confirm.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';
import { day, moment } from './times.js';

const TEXT = strings.settings.keys;

/** The user's API keys: create, rename, revoke. A new key is shown once and not stored. */
class Keys extends Section {
  static properties = {
    keys: { state: true },
    made: { state: true },
    renamed: { state: true },
  };

  constructor() {
    super();
    /** @type {object[]|null} null: not read yet */
    this.keys = null;
    /** The key just created, with its secret, until the user dismisses it. */
    this.made = null;
    /** The id of the key whose name is being edited. */
    this.renamed = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  read() {
    return this.attempt(async () => {
      this.keys = (await calls.keys()).keys;
    });
  }

  async make(event) {
    event.preventDefault();
    const form = event.target;
    const name = form.elements.name.value.trim();
    const done = await this.attempt(async () => {
      const { key, ...made } = await calls.createKey(name);
      this.made = { ...made, key };
      this.keys &&= [made, ...this.keys];
    });
    if (!done) return;
    form.reset();
    await this.updateComplete;
    this.querySelector('.made .primary').focus();
  }

  async copyMade() {
    toast((await copy(this.made.key)) ? TEXT.copied : TEXT.copyFailed);
  }

  async putAway() {
    this.made = null;
    await this.updateComplete;
    this.querySelector('#key-name').focus();
  }

  async startRename(key) {
    this.renamed = key.id;
    await this.updateComplete;
    this.querySelector('.key input').select();
    this.querySelector('.key input').focus();
  }

  async rename(event, key) {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name && name !== key.name) {
      const done = await this.attempt(() => calls.renameKey(key.id, name));
      if (!done) return;
      this.keys = this.keys.map((each) => (each.id === key.id ? { ...each, name } : each));
    }
    this.stopRename(key);
  }

  async stopRename(key) {
    this.renamed = null;
    await this.updateComplete;
    this.querySelector(`[data-key="${CSS.escape(key.id)}"] button`)?.focus();
  }

  async revoke(key) {
    const question = {
      title: TEXT.revokeAsk(key.name),
      text: TEXT.revokeText,
      action: TEXT.revokeShort,
    };
    if (!(await confirm(question))) return;
    if (!(await this.attempt(() => calls.revokeKey(key.id)))) return;
    this.keys = this.keys.filter((each) => each.id !== key.id);
    if (this.made?.id === key.id) this.made = null;
    toast(TEXT.revoked(key.name));
    this.querySelector('#key-name').focus();
  }

  render() {
    return this.section(
      { id: 'keys', title: TEXT.title, text: TEXT.text },
      html`${this.form()} ${this.made ? this.shownOnce(this.made) : nothing} ${this.list()}`,
    );
  }

  form() {
    return html`<form class="inline-form" @submit=${this.make}>
      ${field({
        id: 'key-name',
        label: TEXT.name,
        error: this.errors.name,
        input: (described) => html`<input
          id="key-name"
          name="name"
          required
          maxlength="80"
          autocomplete="off"
          placeholder=${TEXT.nameExample}
          aria-invalid=${described.invalid}
          aria-describedby=${described.by}
        />`,
      })}
      <button class="button primary">${TEXT.make}</button>
    </form>`;
  }

  shownOnce({ name, key }) {
    return html`<div class="made" role="group" aria-labelledby="made-title">
      <h3 id="made-title">${TEXT.made(name)}</h3>
      <p>${TEXT.once}</p>
      <code class="secret">${key}</code>
      <div class="buttons">
        <button type="button" class="button primary" @click=${this.copyMade}>${TEXT.copy}</button>
        <button type="button" class="button" @click=${this.putAway}>${TEXT.done}</button>
      </div>
    </div>`;
  }

  list() {
    if (this.keys === null) return this.notRead();
    if (this.keys.length === 0) return html`<p class="setting-text">${TEXT.none}</p>`;
    return html`<ul class="entries" aria-label=${TEXT.list}>
      ${repeat(this.keys, (key) => key.id, (key) => this.row(key))}
    </ul>`;
  }

  notRead() {
    if (this.busy) return html`<p class="setting-text">${strings.settings.loading}</p>`;
    return html`<button type="button" class="button" @click=${this.read}>
      ${strings.settings.tryAgain}
    </button>`;
  }

  row(key) {
    const used =
      key.last_used_at === null ? TEXT.neverUsed : TEXT.usedAt(moment(key.last_used_at));
    return html`<li class="entry key" data-key=${key.id}>
      <div class="entry-text">
        ${this.renamed === key.id ? this.nameForm(key) : html`<strong>${key.name}</strong>`}
        <span class="entry-soft">
          <code>${key.begins}…${key.ends}</code> · ${TEXT.createdAt(day(key.created_at))} · ${used}
        </span>
      </div>
      ${this.renamed === key.id ? nothing : this.buttons(key)}
    </li>`;
  }

  nameForm(key) {
    const escape = (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      this.stopRename(key);
    };
    return html`<form class="inline-form" @submit=${(event) => this.rename(event, key)}>
      <input
        name="name"
        maxlength="80"
        required
        aria-label=${TEXT.renameLabel}
        .value=${key.name}
        @keydown=${escape}
      />
      <button class="button">${strings.settings.save}</button>
    </form>`;
  }

  buttons(key) {
    return html`<div class="buttons">
      <button
        type="button"
        class="button small"
        aria-label=${TEXT.rename(key.name)}
        @click=${() => this.startRename(key)}
      >
        ${TEXT.renameShort}
      </button>
      <button
        type="button"
        class="button small danger-text"
        aria-label=${TEXT.revoke(key.name)}
        @click=${() => this.revoke(key)}
      >
        ${TEXT.revokeShort}
      </button>
    </div>`;
  }
}

customElements.define('settings-keys', Keys);
