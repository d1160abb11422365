import { html, nothing } from 'lit';
import './chat/chat-view.js';
import { Element } from './element.js';
import { icons } from './icons.js';
import './overlay/confirm.js';
import { failed } from './overlay/failed.js';
import './overlay/help-sheet.js';
import './overlay/notices.js';
import { addressOf, followLinks, routeOf } from './route.js';
import { isCovered, shortcutOf } from './shortcuts.js';
import { Chats } from './sidebar/chats.js';
import './sidebar/side-bar.js';
import { saveSideBarShown, isSideBarShown } from './sidebar/visibility.js';
import { strings } from './strings.js';

const TEXT = strings.app;
const START = { page: 'chat', chatId: null, messageId: null };
const NARROW = matchMedia('(max-width: 47.99rem)');

/**
 * The page for a signed-in user: routing, sidebar, notices and shortcuts around the conversation or
 * the settings. Events of its parts bubble up to here; other tabs are informed on the channel.
 */
class SignedInPage extends Element {
  static properties = {
    me: { attribute: false },
    route: { state: true },
    narrow: { state: true },
    drawerOpen: { state: true },
    isBarOpen: { state: true },
  };

  constructor() {
    super();
    this.chats = new Chats();
    this.route = routeOf(location) ?? START;
    this.narrow = NARROW.matches;
    this.drawerOpen = false;
    this.isBarOpen = isSideBarShown();
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen();
    this.chats.addEventListener('change', () => this.nameTab());
    this.chats.addEventListener('saved', ({ detail }) => this.chatSaved(detail));
    this.channel.addEventListener('message', ({ data }) => this.heard(data));
    followLinks((address) => this.go(address));
    addEventListener('popstate', () => this.moved());
    addEventListener('keydown', (event) => this.key(event));
    NARROW.addEventListener('change', () => (this.narrow = NARROW.matches));
    this.readChats();
    this.focusPage();
  }

  listen() {
    const on = (name, act) => this.addEventListener(name, (event) => act(event.detail));
    on('chat-created', ({ chat }) => this.chatCreated(chat));
    on('chat-changed', ({ chat }) => this.chatChanged(chat));
    on('chat-open', ({ chatId, messageId }) => this.go(addressOf(chatId, messageId)));
    on('revealed', (message) => this.revealed(message));
    on('chat-delete', ({ chat }) => this.querySelector('chat-list').removeChat(chat));
    on('chat-removed', ({ chatId }) => this.chatRemoved(chatId));
    on('chats-changed', () => this.chatsChanged());
    on('notice', (notice) => this.querySelector('notices-bar')?.show(notice));
    on('help', () => this.querySelector('help-sheet').toggle());
    on('side-bar-close', () => this.hideSideBar());
  }

  readChats() {
    return this.chats.refresh().catch((error) => failed(this, error));
  }

  // Changes of chats, here and in other tabs.

  post(type, more = {}) {
    this.channel.postMessage({ type, ...more });
  }

  heard({ type, chatId }) {
    if (type === 'chats-changed') this.readChats();
    if (type !== 'chat-changed') return;
    this.chats.read(chatId).catch((error) => failed(this, error));
    this.chatView?.heard({ chatId });
  }

  /** The list changed a chat: informs the conversation, which may show it, and the other tabs. */
  chatSaved({ chatId }) {
    this.chatView?.heard({ chatId });
    this.post('chat-changed', { chatId });
  }

  /** The chat that was begun on `/` now has an address; the conversation stays as it is. */
  chatCreated(chat) {
    this.chatChanged(chat);
    if (this.route.page !== 'chat' || this.route.chatId !== null) return;
    history.pushState(null, '', addressOf(chat.id));
    this.route = routeOf(location);
  }

  /** Only changes are passed on, so that two tabs don't inform each other forever. */
  chatChanged(chat) {
    if (this.chats.put(chat)) this.post('chat-changed', { chatId: chat.id });
  }

  chatRemoved(chatId) {
    this.chats.forget(chatId);
    if (this.route.chatId === chatId) this.go('/');
  }

  chatsChanged() {
    this.post('chats-changed');
    this.readChats();
  }

  // Navigation.

  /** @param {URL|string} address within the page */
  go(address) {
    const to = new URL(address, location.origin);
    if (to.href !== location.href) history.pushState(null, '', to);
    this.show();
  }

  /** Back and forward; a fragment of the settings page only scrolls. */
  moved() {
    if (this.route.page === 'settings' && location.pathname === '/settings') return;
    this.show();
  }

  show() {
    this.route = routeOf(location) ?? START;
    this.drawerOpen = false;
    this.focusPage();
  }

  /** Once a linked message is in view, drops it from the address: a reload would switch branches again. */
  revealed({ chatId, messageId }) {
    if (this.route.chatId !== chatId || this.route.messageId !== messageId) return;
    history.replaceState(null, '', addressOf(chatId));
    this.route = { ...this.route, messageId: null };
  }

  /** Puts the focus where the user continues; on phones not into the field, which opens the keyboard. */
  async focusPage() {
    this.nameTab();
    if (this.route.page === 'settings') await this.loadSettings();
    await this.updateComplete;
    await this.chatView?.updateComplete;
    if (this.route.page === 'settings') this.querySelector('settings-page')?.focusTitle?.();
    else if (this.narrow) this.querySelector('main').focus();
    else this.chatView?.focusComposer();
  }

  /** The settings are loaded when they are first opened. */
  async loadSettings() {
    try {
      await import('./settings/settings-page.js');
    } catch {
      this.querySelector('notices-bar')?.show({ kind: 'offline' });
    }
  }

  nameTab() {
    const title =
      this.route.page === 'settings'
        ? strings.settings.title
        : this.chats.get(this.route.chatId)?.title;
    document.title = TEXT.title(title);
  }

  get chatView() {
    return this.querySelector('chat-view');
  }

  // The sidebar: beside the page, or a drawer over it on phones.

  get barShown() {
    return this.narrow ? this.drawerOpen : this.isBarOpen;
  }

  get covered() {
    return this.narrow && this.drawerOpen;
  }

  async showSideBar() {
    if (this.narrow) this.drawerOpen = true;
    else saveSideBarShown((this.isBarOpen = true));
    await this.updateComplete;
    this.querySelector('side-bar').focusFirst();
  }

  async hideSideBar() {
    if (this.narrow) this.drawerOpen = false;
    else saveSideBarShown((this.isBarOpen = false));
    await this.updateComplete;
    this.querySelector('.show-side-bar').focus();
  }

  async search() {
    if (!this.barShown) await this.showSideBar();
    this.querySelector('side-bar').focusSearch();
  }

  key(event) {
    const shortcut = shortcutOf(event);
    if (!shortcut || isCovered()) return;
    if (shortcut === 'escape') return this.escape(event);
    event.preventDefault();
    if (shortcut === 'search') this.search();
    else if (shortcut === 'new-chat') this.go('/');
    else if (shortcut === 'copy') this.chatView?.copyLastAnswer();
    else this.querySelector('help-sheet').toggle();
  }

  escape(event) {
    if (this.covered) this.hideSideBar();
    else if (!event.target.closest?.('side-bar')) this.chatView?.stop();
  }

  render() {
    return html`<a class="skip" href="#main" @click=${this.skip}>${TEXT.skip}</a>
      <div class="frame ${this.barShown ? 'with-bar' : ''}">
        <side-bar
          .chats=${this.chats}
          .current=${this.route.chatId}
          .me=${this.me}
          .drawer=${this.narrow}
          .settings=${this.route.page === 'settings'}
          ?inert=${!this.barShown}
        ></side-bar>
        ${this.covered
          ? html`<div class="scrim" @click=${this.hideSideBar}></div>`
          : nothing}
        <div class="page" ?inert=${this.covered}>
          ${this.narrow || !this.isBarOpen ? this.topBar() : nothing}
          <notices-bar></notices-bar>
          <main id="main" tabindex="-1" aria-label=${this.mainName()}>${this.content()}</main>
        </div>
      </div>
      <confirm-dialog></confirm-dialog>
      <help-sheet></help-sheet>`;
  }

  mainName() {
    return this.route.page === 'settings' ? strings.settings.title : TEXT.main;
  }

  content() {
    if (this.route.page === 'settings') return html`<settings-page .me=${this.me}></settings-page>`;
    const { chatId, messageId } = this.route;
    return html`<h1 class="only-spoken">${TEXT.name}</h1>
      <chat-view
        .chatId=${chatId}
        .messageId=${messageId}
        .me=${this.me}
      ></chat-view>`;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  topBar() {
    return html`<header class="top-bar">
      <button
        type="button"
        class="button icon-only show-side-bar"
        aria-label=${TEXT.menu}
        aria-expanded="false"
        @click=${this.showSideBar}
      >
        ${icons.menu}
      </button>
      <a class="button icon-only" href="/" aria-label=${strings.sideBar.newChat}>${icons.write}</a>
    </header>`;
  }
}

customElements.define('signed-in-page', SignedInPage);
