import { html } from 'lit';
import { Session } from './account/session.js';
import './account/sign-in.js';
import { calls } from './calls.js';
import { forgetDrafts } from './drafts.js';
import { Element } from './element.js';
import { logo } from './icons.js';
import { failed } from './overlay/failed.js';
import './overlay/log-in-again.js';
import './overlay/toast.js';
import './signed-in-page.js';
import { strings } from './strings.js';
import { followTheme } from './theme.js';

const TEXT = strings.app;

/**
 * The root: the login form, or the signed-in page with the dialog to log in again.
 *
 * Tells other tabs of this browser on the channel `llm-chat` what changed: {type: 'chat-changed',
 * chatId}, {type: 'chats-changed'}, {type: 'signed-in'}, {type: 'signed-out'}.
 */
class LlmChat extends Element {
  constructor() {
    super();
    this.session = new Session();
    this.channel = new BroadcastChannel('llm-chat');
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('signed-in', () => this.signedIn());
    this.addEventListener('account-deleted', () => this.leave());
    this.addEventListener('log-out', () => this.logOut());
    this.channel.addEventListener('message', ({ data }) => this.heard(data));
    this.session.addEventListener('change', () => this.requestUpdate());
    this.session.addEventListener('resumed', () => this.page.readChats());
    followTheme();
    this.session.start();
  }

  get page() {
    return this.querySelector('signed-in-page');
  }

  signedIn() {
    this.channel.postMessage({ type: 'signed-in' });
    this.resume();
  }

  heard({ type }) {
    if (type === 'signed-out') {
      forgetDrafts();
      location.reload();
    } else if (type === 'signed-in') this.resume();
  }

  async resume() {
    try {
      await this.session.resume();
    } catch (error) {
      failed(this.page ?? this, error);
    }
  }

  async logOut() {
    try {
      await calls.logOut();
    } catch (error) {
      if (!error.isSignedOut) return failed(this.page, error); // Else the session has ended.
    }
    this.leave();
  }

  leave() {
    forgetDrafts();
    this.channel.postMessage({ type: 'signed-out' });
    // "Back" must not restore the old page from the browser's cache.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    location.assign('/');
  }

  render() {
    const { phase } = this.session;
    if (phase === 'loading') return html`<p class="only-spoken">${TEXT.loading}</p>`;
    return html`${phase === 'in' ? this.signedInPage() : this.front()}
      <toast-stack></toast-stack>`;
  }

  signedInPage() {
    const { me, ended } = this.session;
    return html`<signed-in-page .me=${me} .channel=${this.channel}></signed-in-page>
      <log-in-again .username=${me.username} .asked=${ended}></log-in-again>`;
  }

  /** Shown to users who are not signed in, and while the server is unreachable. */
  front() {
    return html`<main class="front">
      <h1 class="front-brand">${logo}<span>${TEXT.name}</span></h1>
      ${this.session.phase === 'out' ? html`<sign-in></sign-in>` : this.unreachable()}
    </main>`;
  }

  unreachable() {
    return html`<p role="alert">${this.session.refusal || TEXT.unreachable}</p>
      <button type="button" class="button primary" @click=${() => this.session.start()}>
        ${TEXT.tryAgain}
      </button>`;
  }
}

customElements.define('llm-chat', LlmChat);
