import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { FollowScroll } from './follow-scroll.js';
import './message-item.js';
import { chatIcons } from './chat-icons.js';

const TEXT = strings.chat;

/** How many messages are rendered at first. */
const PAGE = 30;

/** How many are rendered per frame. */
const STEP = 5;

/** While the reader is at the end, at most this many stay rendered. */
const MAX_FOLLOWED = 60;

/** The delay before older messages are read again after a failure. */
const RETRY_MS = 5000;

/** Closer than this to an end of the rendered messages, in CSS pixels, more are rendered. */
const NEAR = 800;

/**
 * The messages of a chat. Only the last ones are rendered until the reader scrolls up; messages in
 * view stay in place when others are inserted above. `readOlder` reads more, and resolves to whether
 * that worked.
 */
class MessageList extends Element {
  static properties = {
    messages: { attribute: false },
    live: { attribute: false },
    busy: { type: Boolean },
    hasOlder: { attribute: false },
    first: { state: true },
    until: { state: true },
    away: { state: true },
  };

  constructor() {
    super();
    this.messages = [];
    this.live = null;
    this.busy = false;
    this.hasOlder = false;
    /** Not a reactive property: a new function must not render the list again. */
    this.readOlder = async () => true;
    this.isAsking = false;
    /** The id of the first rendered message. */
    this.first = null;
    /** The id of the last rendered one; null: the very last. Set around a message that was searched for. */
    this.until = null;
    this.wanted = PAGE;
    this.away = false;
    this.isElsewhere = false;
    this.isSmall = false;
  }

  firstUpdated() {
    const content = this.querySelector('.messages');
    this.following = new FollowScroll(
      this.scroller,
      content,
      (isFollowing) => (this.away = !isFollowing),
      () => this.until === null,
    );
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.firstUpdated();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.following?.stop();
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }

  get scroller() {
    return this.querySelector('.messages-scroll');
  }

  /** Scrolls to the end, and stays there as it grows. */
  follow() {
    if (this.until !== null) this.showLast();
    this.following?.follow();
  }

  showLast() {
    this.first = this.idAt(this.messages.length - PAGE);
    this.until = null;
    this.wanted = PAGE;
  }

  jump() {
    this.showLast();
    this.follow();
    this.dispatchEvent(new CustomEvent('jumped'));
  }

  /**
   * Scrolls a message into view, if it has been read.
   *
   * @param {number} id
   * @param {ScrollLogicalPosition} block where in the view
   */
  async reveal(id, block) {
    await this.updateComplete;
    const at = this.indexOf(id);
    if (at < 0) return null;
    this.following.leave();
    if (at < this.begin || at >= this.end) this.showAround(at);
    await this.updateComplete;
    const item = this.itemOf(id);
    await item?.updateComplete;
    item?.scrollIntoView({ block });
    this.following.settle();
    return item;
  }

  showAround(at) {
    this.first = this.idAt(at - STEP);
    this.until = at + PAGE < this.messages.length ? this.idAt(at + PAGE) : null;
    this.wanted = 0;
    this.isElsewhere = true;
  }

  itemOf(id) {
    return this.querySelector(`#message-${id}`)?.closest('message-item') ?? null;
  }

  indexOf(id) {
    return this.messages.findIndex((message) => message.id === id);
  }

  idAt(index) {
    return this.messages[Math.max(0, index)]?.id ?? null;
  }

  /** The index of the first rendered message. */
  get begin() {
    return Math.max(0, this.indexOf(this.first));
  }

  /** The index after the last one. */
  get end() {
    const at = this.until === null ? -1 : this.indexOf(this.until);
    return at < 0 ? this.messages.length : at + 1;
  }

  willUpdate(changed) {
    if (!changed.has('messages')) return;
    const { length } = this.messages;
    const isOther = this.indexOf(this.first) < 0;
    if (this.indexOf(this.until) < 0) this.until = null;
    if (isOther) this.wanted = PAGE;
    if (isOther) this.first = this.idAt(length - STEP);
    else if (!this.away && length - this.begin > MAX_FOLLOWED)
      this.first = this.idAt(length - PAGE);
  }

  /** Keeps the distance from the end when messages are inserted above. */
  update(changed) {
    const isAbove = changed.has('first') && this.hasUpdated && this.away && !this.isElsewhere;
    const distance = isAbove ? this.distance : 0;
    this.isElsewhere = false;
    super.update(changed);
    this.restore = isAbove ? () => (this.scroller.scrollTop += this.distance - distance) : null;
  }

  get distance() {
    return this.scroller.scrollHeight - this.scroller.scrollTop;
  }

  async updated() {
    const items = this.querySelectorAll('message-item');
    await Promise.all([...items].map((item) => item.updateComplete));
    this.restore?.();
    this.restore = null;
    this.isSmall = this.scroller.scrollHeight <= this.scroller.clientHeight; // Measured here, not in each frame.
    this.growLater();
  }

  growLater() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.grow();
    });
  }

  /** Renders a few more if the reader comes near an end, until there are as many as wanted. */
  grow() {
    const { begin, end } = this;
    if (this.isNearTop) this.wanted = Math.max(this.wanted, end - begin + STEP);
    if (begin > 0 && end - begin < this.wanted) this.first = this.idAt(begin - STEP);
    else if (begin === 0 && this.isNearTop && this.hasOlder) this.askForOlder();
    if (this.until !== null && this.isNearEnd) this.growDown(end);
  }

  growDown(end) {
    this.until = end + STEP < this.messages.length ? this.idAt(end + STEP - 1) : null;
  }

  /** One read at a time, with a delay after a failure. */
  async askForOlder() {
    if (this.isAsking) return;
    this.isAsking = true;
    const isRead = await this.readOlder();
    if (!isRead) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    this.isAsking = false;
    this.growLater();
  }

  /** Also true if everything fits, because then there is nothing to scroll. */
  get isNearTop() {
    return (this.away || this.isSmall) && this.scroller.scrollTop < NEAR;
  }

  get isNearEnd() {
    return this.distance - this.scroller.clientHeight < NEAR;
  }

  render() {
    return html`<div class="messages-scroll" tabindex="0" @scroll=${this.growLater}>
        <div class="messages" role="log" aria-live="off" aria-label=${TEXT.log}>
          ${this.hasOlder ? html`<p class="older">${TEXT.loadingOlder}</p>` : nothing}
          ${repeat(
            this.messages.slice(this.begin, this.end),
            (message) => message.id,
            (message) => this.item(message),
          )}
        </div>
      </div>
      ${
        this.away
          ? html`<button type="button" class="button jump" @click=${this.jump}>
              ${chatIcons.down}<span>${TEXT.jump}</span>
            </button>`
          : nothing
      }`;
  }

  item(message) {
    return html`<message-item
      .message=${message}
      .live=${this.live?.id === message.id ? this.live : null}
      ?busy=${this.busy}
      ?last=${message === this.messages.at(-1)}
    ></message-item>`;
  }
}

customElements.define('message-list', MessageList);
