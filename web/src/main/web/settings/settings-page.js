import { html } from 'lit';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { strings } from '../strings.js';
import './chats-export.js';
import './delete-account.js';
import './key-snippets.js';
import './keys.js';
import './password.js';
import './sessions.js';
import './theme-choice.js';
import './usage.js';

const TEXT = strings.settings;

/**
 * All settings on one page, with links to the sections. Sections that are not allowed are left out:
 * the admin key has no account, and an API key cannot change its account.
 */
class SettingsPage extends Element {
  static properties = { me: { attribute: false } };

  async focusTitle() {
    await this.updateComplete;
    const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (named) named.scrollIntoView();
    else this.querySelector('h1').focus();
  }

  get sections() {
    const { me } = this;
    const hasAccount = !me.admin;
    const byPassword = hasAccount && me.signed_in_by === 'session';
    return [
      [hasAccount, 'keys', TEXT.keys.title, html`<settings-keys .me=${me}></settings-keys>`],
      [true, 'snippets', TEXT.snippets.title, html`<key-snippets .me=${me}></key-snippets>`],
      [true, 'usage', TEXT.usage.title, html`<settings-usage .me=${me}></settings-usage>`],
      [true, 'chats', TEXT.chats.title, html`<chats-export .me=${me}></chats-export>`],
      [true, 'theme', TEXT.theme.title, html`<theme-choice .me=${me}></theme-choice>`],
      [byPassword, 'password', TEXT.password.title, html`<settings-password .me=${me}></settings-password>`],
      [byPassword, 'sessions', TEXT.sessions.title, html`<settings-sessions .me=${me}></settings-sessions>`],
      [byPassword, 'deletion', TEXT.deletion.title, html`<delete-account .me=${me}></delete-account>`],
    ].filter(([allowed]) => allowed);
  }

  render() {
    const { sections } = this;
    return html`<div class="settings">
      <a class="button back" href="/">${icons.back}<span>${TEXT.back}</span></a>
      <h1 tabindex="-1">${TEXT.title}</h1>
      <nav class="settings-nav" aria-label=${TEXT.sections}>
        ${sections.map(([, id, title]) => html`<a href="#${id}">${title}</a>`)}
      </nav>
      ${sections.map(([, , , section]) => section)}
    </div>`;
  }
}

customElements.define('settings-page', SettingsPage);
