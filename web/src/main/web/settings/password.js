import { html } from 'lit';
import { field } from '../account/field.js';
import { calls } from '../calls.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import { Section } from './section.js';

const TEXT = strings.settings.password;

/** Changes the password. The hidden username field is for password managers. */
class Password extends Section {
  async change(event) {
    event.preventDefault();
    const form = event.target;
    const { current_password, new_password } = Object.fromEntries(new FormData(form));
    const done = await this.attempt(async () => {
      const answer = await calls.changePassword({ current_password, new_password });
      toast(TEXT.changed(answer.ended_sessions));
    });
    if (done) form.reset();
  }

  render() {
    return this.section(
      { id: 'password', title: TEXT.title, text: TEXT.text },
      html`<form class="stack" @submit=${this.change}>
        <input
          type="text"
          name="username"
          autocomplete="username"
          aria-label=${strings.signIn.username}
          .value=${this.me.username}
          readonly
          hidden
        />
        ${this.input('current_password', TEXT.current, 'current-password')}
        ${this.input('new_password', TEXT.next, 'new-password', strings.signIn.passwordHint)}
        <button class="button primary" aria-disabled=${String(this.busy)}>${TEXT.change}</button>
      </form>`,
    );
  }

  input(name, label, autocomplete, hint) {
    return field({
      id: `change-${name}`,
      label,
      hint,
      error: this.errors[name],
      input: (described) => html`<input
        id="change-${name}"
        type="password"
        name=${name}
        autocomplete=${autocomplete}
        required
        aria-invalid=${described.invalid}
        aria-describedby=${described.by}
      />`,
    });
  }
}

customElements.define('settings-password', Password);
