import { html, nothing } from 'lit';
import { ApiError } from '../api.js';
import { Element } from '../element.js';
import { failed } from '../overlay/failed.js';

/**
 * A section of the settings. Sections call the server and show its errors beside the fields.
 * `errors` is by field; `form` is for the whole section.
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
   * Does one thing at a time and shows its error.
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
