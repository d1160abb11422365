import { html } from 'lit';
import { strings } from '../strings.js';

const TEXT = strings.chat;

/** What stands in the place of the messages when there are none to show. */
export const told = {
  loading: () => html`<p class="told" role="status">${TEXT.loading}</p>`,

  missing: () =>
    html`<div class="told" role="alert">
      <p>${TEXT.missing}</p>
      <a class="button" href="/">${TEXT.newChat}</a>
    </div>`,

  /** @param {() => void} retry */
  failed: (retry) =>
    html`<div class="told" role="alert">
      <p>${TEXT.failed}</p>
      <button type="button" class="button" @click=${retry}>${TEXT.retry}</button>
    </div>`,
};
