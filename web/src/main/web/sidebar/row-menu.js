import { html } from 'lit';
import { Element } from '../element.js';

const EDGE = 8;

/**
 * One menu for all rows of the list, in the top layer. The browser closes it on Esc and on a click
 * elsewhere, and returns the focus; arrows, Home and End move within it.
 */
class RowMenu extends Element {
  static properties = { entries: { state: true } };

  constructor() {
    super();
    this.entries = [];
    this.opener = null;
  }

  /**
   * @param {HTMLElement} opener the button that it belongs to
   * @param {{text: string, icon: unknown, danger?: boolean, act: () => void}[]} entries
   */
  async open(opener, entries) {
    this.opener?.setAttribute('aria-expanded', 'false');
    this.opener = opener;
    this.entries = entries;
    await this.updateComplete;
    this.menu.showPopover();
    this.place();
    opener.setAttribute('aria-expanded', 'true');
    this.items[0].focus();
  }

  get menu() {
    return this.querySelector('[role=menu]');
  }

  get items() {
    return [...this.querySelectorAll('[role=menuitem]')];
  }

  /** Below the button, or above it if there is no room; never beyond the edge of the window. */
  place() {
    const button = this.opener.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.menu;
    const below = button.bottom + height + EDGE <= innerHeight;
    const top = below ? button.bottom : button.top - height;
    const left = Math.min(button.left, innerWidth - width - EDGE);
    this.menu.style.top = `${Math.max(EDGE, top)}px`;
    this.menu.style.left = `${Math.max(EDGE, left)}px`;
  }

  toggled(event) {
    if (event.newState === 'closed') this.opener?.setAttribute('aria-expanded', 'false');
  }

  choose(entry) {
    this.menu.hidePopover();
    entry.act();
  }

  key(event) {
    const at = this.items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') this.menu.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    this.items.at(to % this.items.length).focus();
  }

  render() {
    return html`<div
      class="menu"
      role="menu"
      popover="auto"
      @toggle=${this.toggled}
      @keydown=${this.key}
    >
      ${this.entries.map(
        (entry) => html`<button
          type="button"
          class="menu-item ${entry.danger ? 'danger' : ''}"
          role="menuitem"
          tabindex="-1"
          @click=${() => this.choose(entry)}
        >
          ${entry.icon}<span>${entry.text}</span>
        </button>`,
      )}
    </div>`;
  }
}

customElements.define('row-menu', RowMenu);
