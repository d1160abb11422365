import { html } from 'lit';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { MAC } from '../shortcuts.js';
import { strings } from '../strings.js';

const TEXT = strings.overlay;

/** The dialog that lists the keyboard shortcuts. `toggle()` opens and closes it. */
class HelpSheet extends Element {
  toggle() {
    const dialog = this.querySelector('dialog');
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  render() {
    return html`<dialog class="dialog" aria-labelledby="help-title">
      <form method="dialog" class="dialog-head">
        <h2 id="help-title">${TEXT.shortcuts}</h2>
        <button class="button icon-only" aria-label=${TEXT.close}>${icons.close}</button>
      </form>
      <dl class="shortcuts">
        ${TEXT.keys.map(
          ([what, keys]) => html`<div>
            <dt>${what}</dt>
            <dd>${keys.map((key) => html`<kbd>${named(key)}</kbd> `)}</dd>
          </div>`,
        )}
      </dl>
    </dialog>`;
  }
}

const named = (key) => (key === 'Mod' ? (MAC ? '⌘' : 'Ctrl') : key);

customElements.define('help-sheet', HelpSheet);
