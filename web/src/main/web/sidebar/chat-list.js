import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from '../element.js';
import { icons } from '../icons.js';
import { failed } from '../overlay/failed.js';
import { toast } from '../overlay/toast.js';
import { strings } from '../strings.js';
import './chat-row.js';
import './row-menu.js';

const TEXT = strings.sideBar;

/** How long "Undo" is offered; the server accepts it for longer. */
const UNDO_SECONDS = 15;

const READ_AHEAD = '600px';

/**
 * The chats, pinned ones first, then by day. The next page is read when its place comes near; rows
 * out of view cost neither layout nor paint (`content-visibility` in sidebar.css).
 *
 * Dispatches `chat-removed` {chatId} and `chat-open` {chatId}, which bubble.
 */
class ChatList extends Element {
  static properties = {
    chats: { attribute: false },
    current: {},
  };

  constructor() {
    super();
    this.changed = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    this.chats.addEventListener('change', this.changed);
    this.near = new IntersectionObserver((entries) => this.nearEnd(entries), {
      root: this.closest('.list'),
      rootMargin: READ_AHEAD,
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.chats.removeEventListener('change', this.changed);
    this.near.disconnect();
  }

  /** Observes anew, to be notified again if a short page left the end in view. */
  updated() {
    this.near.disconnect();
    const end = this.querySelector('.list-end');
    if (end) this.near.observe(end);
  }

  nearEnd(entries) {
    if (this.chats.state === 'ready' && entries.some((entry) => entry.isIntersecting)) this.more();
  }

  async more() {
    try {
      if (this.chats.listed.length === 0) await this.chats.refresh();
      else await this.chats.more();
    } catch (error) {
      failed(this, error);
    }
  }

  openMenu({ row, button }) {
    const { chat } = row;
    this.querySelector('row-menu').open(button, [
      { text: TEXT.rename, icon: icons.pencil, act: () => row.edit() },
      {
        text: chat.pinned ? TEXT.unpin : TEXT.pin,
        icon: icons.pin,
        act: () => this.attempt(() => this.chats.pin(chat, !chat.pinned)),
      },
      { text: TEXT.remove, icon: icons.bin, danger: true, act: () => this.removeChat(chat, row) },
    ]);
  }

  /** @param {HTMLElement} [row] the row that has the focus, if any */
  async removeChat(chat, row) {
    const isOpen = chat.id === this.current;
    if (row) this.focusBeside(row);
    if (!(await this.attempt(() => this.chats.remove(chat)))) return;
    this.emit('chat-removed', chat.id);
    toast(TEXT.removed(chat.title ?? TEXT.untitled), {
      action: TEXT.undo,
      seconds: UNDO_SECONDS,
      act: () => this.restore(chat, isOpen),
    });
  }

  async restore(chat, wasOpen) {
    if (!(await this.attempt(() => this.chats.restore(chat)))) return;
    if (wasOpen) this.emit('chat-open', chat.id);
    else toast(TEXT.restored(chat.title ?? TEXT.untitled));
  }

  emit(name, chatId) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { chatId } }));
  }

  focusBeside(row) {
    const rows = [...this.querySelectorAll('chat-row')];
    const at = rows.indexOf(row);
    (rows[at + 1] ?? rows[at - 1])?.querySelector('a')?.focus();
  }

  /** @returns {Promise<boolean>} whether it worked; otherwise a notice is shown */
  async attempt(act) {
    try {
      await act();
      return true;
    } catch (error) {
      failed(this, error);
      return false;
    }
  }

  render() {
    const { listed, state } = this.chats;
    return html`<div
        @row-menu=${(event) => this.openMenu(event.detail)}
        @row-renamed=${({ detail }) =>
          this.attempt(() => this.chats.rename(detail.chat, detail.title))}
      >
        ${groups(listed).map(([title, chats]) => this.group(title, chats))}
      </div>
      ${listed.length === 0 ? this.nothingYet(state) : this.end(state)}
      <row-menu></row-menu>`;
  }

  group(title, chats) {
    return html`<section class="list-group" aria-label=${title}>
      <h2>${title}</h2>
      <ul>
        ${repeat(
          chats,
          (chat) => chat.id,
          (chat) => html`<li class="list-row">
            <chat-row .chat=${chat} .current=${chat.id === this.current}></chat-row>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  nothingYet(state) {
    if (state === 'failed') return this.retry();
    if (state === 'ready') return html`<p class="list-empty">${TEXT.empty}</p>`;
    return html`<div class="skeletons">
      <span class="only-spoken">${TEXT.loading}</span>
      ${[70, 88, 54, 80, 62].map((width) => html`<span class="skeleton w-${width}"></span>`)}
    </div>`;
  }

  end(state) {
    if (!this.chats.hasMore) return nothing;
    if (state === 'failed') return this.retry();
    return html`<p class="list-end">${TEXT.more}</p>`;
  }

  retry() {
    return html`<button type="button" class="button wide" @click=${this.more}>
      ${TEXT.retry}
    </button>`;
  }
}

/** @returns {[string, object[]][]} the groups that have chats, in order */
function groups(chats) {
  const today = new Date().setHours(0, 0, 0, 0);
  const yesterday = new Date(today).setDate(new Date(today).getDate() - 1);
  const nameOf = (chat) => {
    if (chat.pinned) return TEXT.pinned;
    if (chat.updated_at >= today) return TEXT.today;
    return chat.updated_at >= yesterday ? TEXT.yesterday : TEXT.earlier;
  };
  return [...Map.groupBy(chats, nameOf)];
}

customElements.define('chat-list', ChatList);
