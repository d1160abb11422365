import { html } from 'lit';
import { field } from '../account/field.js';
import { calls } from '../calls.js';
import { confirm } from '../overlay/confirm.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.deletion;

/** Deletes the account, given its password. Dispatches `account-deleted`, which bubbles. */
class DeleteAccount extends Section {
  async deleteAccount(event) {
    event.preventDefault();
    const password = event.target.elements.password.value;
    const question = {
      title: TEXT.ask,
      text: TEXT.askText(this.me.username),
      action: TEXT.remove,
    };
    if (!(await confirm(question))) return;
    if (await this.attempt(() => calls.deleteAccount(password))) {
      this.dispatchEvent(new CustomEvent('account-deleted', { bubbles: true }));
    }
  }

  render() {
    return this.section(
      { id: 'deletion', title: TEXT.title, text: TEXT.text },
      html`<form class="stack" @submit=${this.deleteAccount}>
        ${field({
          id: 'delete-password',
          label: TEXT.password,
          error: this.errors.password,
          input: (described) => html`<input
            id="delete-password"
            type="password"
            name="password"
            autocomplete="current-password"
            required
            aria-invalid=${described.invalid}
            aria-describedby=${described.by}
          />`,
        })}
        <button class="button danger" aria-disabled=${String(this.busy)}>${TEXT.remove}</button>
      </form>`,
    );
  }
}

customElements.define('delete-account', DeleteAccount);
