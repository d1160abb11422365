import { html, nothing } from 'lit';
import './chat/chat-view.js';
import { Element } from './element.js';
import { icons } from './icons.js';
import './overlay/confirm.js';
import { failed } from './overlay/failed.js';
import './overlay/help-sheet.js';
import './overlay/notices.js';
import { followLinks, routeOf } from './route.js';
import { isCovered, shortcutOf } from './shortcuts.js';
import { Chats } from './sidebar/chats.js';
import './sidebar/side-bar.js';
import { keepSideBar, sideBarKept } from './sidebar/kept.js';
import { strings } from './strings.js';

const TEXT = strings.app;
const START = { page: 'chat', chatId: null, messageId: null };
const NARROW = matchMedia('(max-width: 47.99rem)');

/**
 * The page of who is signed in: where in it one is, the side bar, the notices and the keys around
 * the conversation or the settings. What the parts tell bubbles up to here as events, and what other
 * tabs need to know goes out on the channel.
 */
class SignedInPage extends Element {
  static properties = {
    me: { attribute: false },
    route: { state: true },
    narrow: { state: true },
    drawerOpen: { state: true },
    barKept: { state: true },
  };

  constructor() {
    super();
    this.chats = new Chats();
    this.route = routeOf(location) ?? START;
    this.narrow = NARROW.matches;
    this.drawerOpen = false;
    this.barKept = sideBarKept();
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen();
    this.chats.addEventListener('change', () => this.nameTab());
    this.chats.addEventListener('written', ({ detail }) => this.written(detail));
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

  // What changed, and where.

  post(type, more = {}) {
    this.channel.postMessage({ type, ...more });
  }

  heard({ type, chatId }) {
    if (type === 'chats-changed') this.readChats();
    if (type !== 'chat-changed') return;
    this.chats.read(chatId).catch((error) => failed(this, error));
    this.chatView?.heard({ chatId });
  }

  /** The list changed a chat: the conversation, which may show it, and the other tabs hear of it. */
  written({ chatId }) {
    this.chatView?.heard({ chatId });
    this.post('chat-changed', { chatId });
  }

  /** The chat that was begun on `/` has got an address; the conversation goes on undisturbed. */
  chatCreated(chat) {
    this.chatChanged(chat);
    if (this.route.page !== 'chat' || this.route.chatId !== null) return;
    history.pushState(null, '', addressOf(chat.id));
    this.route = routeOf(location);
  }

  /** Only news is passed on, so that two tabs cannot go on telling each other the same. */
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

  // Where one is.

  /** @param {URL|string} address within the page */
  go(address) {
    const to = new URL(address, location.origin);
    if (to.href !== location.href) history.pushState(null, '', to);
    this.show();
  }

  /** Back and forward; a fragment of the settings only scrolls. */
  moved() {
    if (this.route.page === 'settings' && location.pathname === '/settings') return;
    this.show();
  }

  show() {
    this.route = routeOf(location) ?? START;
    this.drawerOpen = false;
    this.focusPage();
  }

  /** A message that was looked for is in sight: a reload leaves its branch alone, the same link works again. */
  revealed({ chatId, messageId }) {
    if (this.route.chatId !== chatId || this.route.messageId !== messageId) return;
    history.replaceState(null, '', addressOf(chatId));
    this.route = { ...this.route, messageId: null };
  }

  /** The focus goes where one goes on: but a phone keeps its keyboard down over an old chat. */
  async focusPage() {
    this.nameTab();
    if (this.route.page === 'settings') await this.loadSettings();
    await this.updateComplete;
    await this.chatView?.updateComplete;
    if (this.route.page === 'settings') this.querySelector('settings-page')?.focusTitle?.();
    else if (this.narrow) this.querySelector('main').focus();
    else this.chatView?.focusComposer();
  }

  /** The settings are loaded when they are first looked at. */
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

  // The side bar: beside the page, or a drawer over it on phones.

  get barShown() {
    return this.narrow ? this.drawerOpen : this.barKept;
  }

  get covered() {
    return this.narrow && this.drawerOpen;
  }

  async showSideBar() {
    if (this.narrow) this.drawerOpen = true;
    else keepSideBar((this.barKept = true));
    await this.updateComplete;
    this.querySelector('side-bar').focusFirst();
  }

  async hideSideBar() {
    if (this.narrow) this.drawerOpen = false;
    else keepSideBar((this.barKept = false));
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
          ${this.narrow || !this.barKept ? this.topBar() : nothing}
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

const addressOf = (chatId, messageId) =>
  `/c/${chatId}${messageId === null || messageId === undefined ? '' : `#message-${messageId}`}`;

customElements.define('signed-in-page', SignedInPage);
