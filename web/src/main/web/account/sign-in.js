import { html, nothing } from 'lit';
import { ApiError } from '../api.js';
import { calls } from '../calls.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { strings } from '../strings.js';
import { field } from './field.js';

const TEXT = strings.signIn;

/**
 * The form to log in or sign up. Signing up logs in at once. Dispatches `signed-in`, which bubbles,
 * when the session cookie is set.
 *
 * With the attribute `again` it only logs in, for the dialog after a session has ended.
 */
class SignIn extends Element {
  static properties = {
    again: { type: Boolean },
    username: {},
    signUp: { state: true },
    open: { state: true },
    shown: { state: true },
    busy: { state: true },
    errors: { state: true },
    waitFor: { state: true },
  };

  constructor() {
    super();
    this.again = false;
    this.username = '';
    this.signUp = false;
    this.open = true;
    this.shown = false;
    this.busy = false;
    this.errors = {};
    this.waitFor = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.again) this.askWhetherOpen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.countdown);
  }

  firstUpdated() {
    this.querySelector(this.username ? '[name=password]' : '[name=username]').focus();
  }

  /** If this call fails, the form stays as it is, and a sign-up will show the error. */
  async askWhetherOpen() {
    try {
      this.open = (await calls.page()).signup === 'open';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy || this.waitFor > 0) return;
    const given = Object.fromEntries(new FormData(event.target));
    this.username = given.username;
    this.errors = missing(given, this.signUp);
    if (!this.hasErrors()) await this.send(given);
    if (this.hasErrors()) this.focusFirstError();
  }

  async send(given) {
    this.busy = true;
    try {
      if (this.signUp) await this.make(given);
      if (!this.hasErrors()) await this.logIn(given);
    } finally {
      this.busy = false;
    }
  }

  async make(given) {
    try {
      await calls.signUp(given);
    } catch (error) {
      if (error.status === 400) this.errors = { username: TEXT.taken };
      else if (error.status === 403) this.closedNow();
      else this.refused(error);
    }
  }

  async logIn(given) {
    try {
      await calls.logIn(given);
      if (this.signUp) await revokeUnseenKey();
      this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true }));
    } catch (error) {
      if (error.status === 401) this.errors = { form: TEXT.wrong };
      else this.refused(error);
    }
  }

  closedNow() {
    this.open = false;
    this.errors = { form: TEXT.closed };
  }

  refused(error) {
    if (!(error instanceof ApiError)) throw error;
    const { username, password } = error.fields ?? {};
    if (error.status === 429) this.wait(error.retryAfter ?? 1);
    else if (username || password) this.errors = { username, password };
    else this.errors = { form: error.detail || strings.app.unreachable };
  }

  wait(seconds) {
    const until = Date.now() + seconds * 1000;
    this.waitFor = seconds;
    this.errors = { form: TEXT.tooMany(seconds) };
    clearInterval(this.countdown);
    this.countdown = setInterval(() => {
      this.waitFor = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      if (this.waitFor > 0) return;
      clearInterval(this.countdown);
      this.errors = {};
    }, 1000);
  }

  hasErrors() {
    return Object.values(this.errors).some(Boolean);
  }

  async focusFirstError() {
    await this.updateComplete;
    this.querySelector('[aria-invalid=true]')?.focus();
  }

  choose(signUp) {
    this.signUp = signUp;
    this.errors = {};
  }

  render() {
    return html`${this.again ? nothing : this.choice()}
      <form class="sign-in-form" novalidate @submit=${this.submit}>
        ${this.signUp && !this.open
          ? html`<p class="form-error">${TEXT.closed}</p>`
          : this.fields()}
      </form>`;
  }

  choice() {
    const one = (signUp, text) => html`<button
      type="button"
      class="segment"
      aria-pressed=${String(this.signUp === signUp)}
      @click=${() => this.choose(signUp)}
    >
      ${text}
    </button>`;
    return html`<div class="segments" role="group" aria-label=${TEXT.choice}>
      ${one(false, TEXT.logIn)} ${one(true, TEXT.signUp)}
    </div>`;
  }

  fields() {
    return html`${field({
        id: 'sign-in-username',
        label: TEXT.username,
        error: this.errors.username,
        input: (described) => html`<input
          id="sign-in-username"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="128"
          .value=${this.username}
          aria-invalid=${described.invalid}
          aria-describedby=${described.by}
        />`,
      })}
      ${field({
        id: 'sign-in-password',
        label: TEXT.password,
        hint: this.signUp ? TEXT.passwordHint : undefined,
        error: this.errors.password,
        input: (described) => this.passwordInput(described),
      })}
      <p class="form-error" role="alert">${this.spokenError()}</p>
      ${this.waitFor > 0
        ? html`<p class="form-error" aria-hidden="true">${TEXT.tooMany(this.waitFor)}</p>`
        : nothing}
      <button class="button primary wide" aria-disabled=${String(this.busy || this.waitFor > 0)}>
        ${this.busy ? TEXT.working : this.signUp ? TEXT.signUp : TEXT.logIn}
      </button>`;
  }

  /** The alert is spoken once; the countdown beside it is hidden from screen readers. */
  spokenError() {
    const text = this.errors.form ?? '';
    return this.waitFor > 0 ? html`<span class="only-spoken">${text}</span>` : text;
  }

  passwordInput(described) {
    return html`<span class="with-button">
      <input
        id="sign-in-password"
        name="password"
        type=${this.shown ? 'text' : 'password'}
        autocomplete=${this.signUp ? 'new-password' : 'current-password'}
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${described.invalid}
        aria-describedby=${described.by}
      />
      <button
        type="button"
        class="button icon-only"
        aria-pressed=${String(this.shown)}
        aria-label=${TEXT.showPassword}
        @click=${() => (this.shown = !this.shown)}
      >
        ${icons.eye}
      </button>
    </span>`;
  }
}

const SHORTEST_PASSWORD = 8;

const missing = ({ username, password }, signUp) => ({
  username: username ? undefined : TEXT.missingName,
  password: !password
    ? TEXT.missingPassword
    : signUp && password.length < SHORTEST_PASSWORD
      ? TEXT.shortPassword
      : undefined,
});

/** Sign-up creates a key, meant for programs. The page does not show it, so it is revoked. */
const revokeUnseenKey = async () => {
  try {
    const { keys } = await calls.keys();
    for (const { id } of keys) await calls.revokeKey(id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
};

customElements.define('sign-in', SignIn);
