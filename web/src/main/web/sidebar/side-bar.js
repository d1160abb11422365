import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { icons, logo } from '../icons.js';
import { strings } from '../strings.js';
import './chat-list.js';
import './chat-search.js';

const TEXT = strings.sideBar;

/**
 * The sidebar: new chat, search, list of chats, and the user at the bottom. On phones it is a
 * drawer. Dispatches `side-bar-close`, `help` and `log-out`, which bubble.
 */
class SideBar extends Element {
  static properties = {
    chats: { attribute: false },
    current: {},
    me: { attribute: false },
    drawer: { type: Boolean },
    settings: { type: Boolean },
    searching: { state: true },
  };

  constructor() {
    super();
    this.searching = false;
  }

  focusSearch() {
    this.querySelector('chat-search').focusInput();
  }

  focusFirst() {
    this.querySelector('button, a').focus();
  }

  emit(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }

  render() {
    return html`<aside aria-label=${TEXT.label} class="side-bar">
      ${this.head()}
      <a class="button new-chat" href="/">${icons.write}<span>${TEXT.newChat}</span></a>
      <chat-search @searching=${(event) => (this.searching = event.detail.active)}></chat-search>
      <nav class="list" aria-label=${TEXT.label} ?hidden=${this.searching}>
        <chat-list .chats=${this.chats} .current=${this.current}></chat-list>
      </nav>
      ${this.foot()}
    </aside>`;
  }

  head() {
    return html`<div class="side-bar-head">
      <span class="brand">${logo}<span>${strings.app.name}</span></span>
      <button
        type="button"
        class="button icon-only"
        aria-label=${this.drawer ? TEXT.close : TEXT.hide}
        @click=${() => this.emit('side-bar-close')}
      >
        ${this.drawer ? icons.close : icons.panel}
      </button>
    </div>`;
  }

  foot() {
    const { username, admin, signed_in_by: by } = this.me;
    return html`<div class="side-bar-foot">
      <span class="user">
        <span class="user-name" dir="auto" title=${username}>${username}</span>
        ${admin ? html`<span class="user-role">${TEXT.admin}</span>` : nothing}
      </span>
      ${this.small(TEXT.help, icons.keyboard, 'help')}
      <a
        class="button icon-only"
        href="/settings"
        aria-label=${TEXT.settings}
        title=${TEXT.settings}
        aria-current=${this.settings ? 'page' : nothing}
        >${icons.settings}</a
      >
      ${by === 'session' ? this.small(TEXT.logOut, icons.leave, 'log-out') : nothing}
    </div>`;
  }

  small(text, icon, event) {
    return html`<button
      type="button"
      class="button icon-only"
      aria-label=${text}
      title=${text}
      @click=${() => this.emit(event)}
    >
      ${icon}
    </button>`;
  }
}

customElements.define('side-bar', SideBar);
