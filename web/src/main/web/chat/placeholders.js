import { html } from 'lit';
import { strings } from '../strings.js';

const TEXT = strings.chat;

/** Shown instead of the messages when there are none. */
export const placeholders = {
  loading: () => html`<p class="placeholder" role="status">${TEXT.loading}</p>`,

  missing: () =>
    html`<div class="placeholder" role="alert">
      <p>${TEXT.missing}</p>
      <a class="button" href="/">${TEXT.newChat}</a>
    </div>`,

  /** @param {() => void} retry */
  failed: (retry) =>
    html`<div class="placeholder" role="alert">
      <p>${TEXT.failed}</p>
      <button type="button" class="button" @click=${retry}>${TEXT.retry}</button>
    </div>`,
};
