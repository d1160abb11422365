import { html, nothing } from 'lit';
import { ApiError } from '../api.js';
import { Element } from '../element.js';
import { failed } from '../overlay/failed.js';

/**
 * A section of the settings: what they have in common is that they ask the server for something, and
 * show beside the field what it does not accept. `errors` is by field, `form` for the whole.
 */
export class Section extends Element {
  static properties = {
    me: { attribute: false },
    busy: { state: true },
    errors: { state: true },
  };

  constructor() {
    super();
    this.busy = false;
    this.errors = {};
  }

  /**
   * Does one thing at a time.
   *
   * @param {() => Promise<void>} act
   * @returns {Promise<boolean>} whether it worked
   */
  async attempt(act) {
    if (this.busy) return false;
    this.busy = true;
    this.errors = {};
    try {
      await act();
      return true;
    } catch (error) {
      this.refused(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async refused(error) {
    const isAboutInput = error instanceof ApiError && [400, 413, 422].includes(error.status);
    if (!isAboutInput) return failed(this, error);
    this.errors = Object.keys(error.fields).length > 0 ? error.fields : { form: error.detail };
    await this.updateComplete;
    this.querySelector('[aria-invalid=true]')?.focus();
  }

  /** @param {{id: string, title: string, text?: string}} head @param {unknown} content */
  section({ id, title, text }, content) {
    return html`<section class="setting" id=${id} aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${text ? html`<p class="setting-text">${text}</p>` : nothing} ${content}
      <p class="form-error" role="alert">${this.errors.form ?? ''}</p>
    </section>`;
  }
}
