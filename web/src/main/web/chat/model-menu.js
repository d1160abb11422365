import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { chatIcons } from './chat-icons.js';

const TEXT = strings.chat;

/** Up to this many models a native select is used; beyond, a list with a filter. */
const FEW = 10;

/** Chooses the model for the next answers. Dispatches `model-chosen` {model}. */
class ModelMenu extends Element {
  static properties = {
    models: { attribute: false },
    standard: { attribute: false },
    value: { attribute: false },
    filter: { state: true },
    active: { state: true },
  };

  constructor() {
    super();
    this.models = [];
    this.filter = '';
    this.active = 0;
    this.wasOpen = false;
  }

  get current() {
    return this.value ?? this.standard;
  }

  get all() {
    return this.models.includes(this.current) ? this.models : [this.current, ...this.models];
  }

  get found() {
    const wanted = this.filter.trim().toLowerCase();
    return this.models.filter((model) => model.toLowerCase().includes(wanted));
  }

  name(model) {
    if (!this.models.includes(model)) return TEXT.modelIsGone(model);
    return model === this.standard ? TEXT.modelIsDefault(model) : model;
  }

  choose(model) {
    if (model === this.current) return;
    this.dispatchEvent(new CustomEvent('model-chosen', { detail: { model } }));
  }

  render() {
    if (!this.current) return nothing;
    return this.models.length > FEW ? this.filtered() : this.native();
  }

  native() {
    return html`<select
      class="model-select"
      aria-label=${TEXT.model}
      @change=${(event) => this.choose(event.target.value)}
    >
      ${this.all.map(
        (model) =>
          html`<option value=${model} .selected=${model === this.current}>
            ${this.name(model)}
          </option>`,
      )}
    </select>`;
  }

  filtered() {
    return html`<button
        type="button"
        class="button small model-button"
        aria-label="${TEXT.model}: ${this.current}"
        aria-haspopup="listbox"
        popovertarget="model-list"
      >
        <span class="model-name">${this.current}</span>${chatIcons.open}
      </button>
      <div class="model-list" id="model-list" popover @toggle=${this.toggled}>
        <input
          class="model-filter"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label=${TEXT.filterModels}
          placeholder=${TEXT.filterModels}
          aria-expanded="true"
          aria-controls="model-options"
          aria-activedescendant=${this.found.length ? `model-option-${this.active}` : nothing}
          .value=${this.filter}
          @input=${this.typed}
          @keydown=${this.key}
        />
        <div class="model-options" id="model-options" role="listbox" aria-label=${TEXT.model}>
          ${this.found.map((model, i) => this.option(model, i))}
        </div>
        ${this.found.length ? nothing : html`<p role="status">${TEXT.noModel}</p>`}
      </div>`;
  }

  option(model, i) {
    return html`<div
      class="model-option ${i === this.active ? 'active' : ''}"
      id="model-option-${i}"
      role="option"
      aria-selected=${model === this.current ? 'true' : 'false'}
      @click=${() => this.take(model)}
    >
      ${this.name(model)}
    </div>`;
  }

  get list() {
    return this.querySelector('.model-list');
  }

  toggled({ newState }) {
    if (newState !== 'open') return;
    this.filter = '';
    this.active = Math.max(0, this.models.indexOf(this.current));
    this.place();
    this.querySelector('.model-filter').focus();
    this.showActive();
  }

  place() {
    const button = this.querySelector('.model-button').getBoundingClientRect();
    const left = Math.min(button.left, innerWidth - this.list.offsetWidth - 8);
    this.list.style.left = `${Math.max(8, left)}px`;
    this.list.style.top = `${button.bottom + 4}px`;
  }

  typed(event) {
    this.filter = event.target.value;
    this.active = 0;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.found;
    if (step && length) {
      event.preventDefault();
      this.active = (this.active + step + length) % length;
      this.showActive();
    } else if (event.key === 'Enter' && !event.isComposing && length) {
      event.preventDefault();
      this.take(this.found[this.active]);
    }
  }

  async showActive() {
    await this.updateComplete;
    this.querySelector('.model-option.active')?.scrollIntoView({ block: 'nearest' });
  }

  take(model) {
    this.list.hidePopover();
    this.choose(model);
  }
}

customElements.define('model-menu', ModelMenu);
