import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from '../element.js';
import { strings } from '../strings.js';
import { FollowScroll } from './follow-scroll.js';
import './message-item.js';
import { pictures } from './pictures.js';

const TEXT = strings.chat;

/** How many messages are drawn at first, and how many more each time the reader comes near the top. */
const PAGE = 30;

/** How many are drawn in one frame. */
const STEP = 5;

/** The farthest that the last messages grow in number while nobody reads above them. */
const MOST_FOLLOWED = 60;

/** So near to the top, in CSS pixels, more are drawn. */
const NEAR_TOP = 800;

/**
 * The messages of a chat, of which only the last ones are drawn until the reader moves up. What is
 * in sight stays where it is when others are put in above. Dispatches `older-wanted`.
 */
class MessageList extends Element {
  static properties = {
    messages: { attribute: false },
    live: { attribute: false },
    busy: { type: Boolean },
    hasOlder: { attribute: false },
    first: { state: true },
    away: { state: true },
  };

  constructor() {
    super();
    this.messages = [];
    this.live = null;
    this.busy = false;
    this.hasOlder = false;
    /** The id of the first message that is drawn. */
    this.first = null;
    this.wanted = PAGE;
    this.away = false;
  }

  firstUpdated() {
    const content = this.querySelector('.messages');
    this.following = new FollowScroll(
      this.scroller,
      content,
      (isFollowing) => (this.away = !isFollowing),
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

  /** Goes to the end, and stays there as it moves. */
  follow() {
    this.following?.follow();
  }

  jump() {
    this.first = this.idAt(this.messages.length - PAGE);
    this.wanted = PAGE;
    this.follow();
    this.dispatchEvent(new CustomEvent('jumped'));
  }

  /**
   * Brings a message in sight, when it is among those that were read.
   *
   * @param {number} id
   * @param {ScrollLogicalPosition} block where in sight
   */
  async reveal(id, block) {
    await this.updateComplete;
    const at = this.indexOf(id);
    if (at < 0) return null;
    this.following.leave();
    if (at < this.begin) {
      this.first = this.idAt(at - STEP);
      this.wanted = this.messages.length - at + STEP;
    }
    await this.updateComplete;
    const item = this.itemOf(id);
    await item?.updateComplete;
    item?.scrollIntoView({ block });
    this.following.settle();
    return item;
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

  /** The index of the first message that is drawn. */
  get begin() {
    return Math.max(0, this.indexOf(this.first));
  }

  willUpdate(changed) {
    if (!changed.has('messages')) return;
    const { length } = this.messages;
    const isOther = this.indexOf(this.first) < 0;
    if (isOther) this.wanted = PAGE;
    if (isOther) this.first = this.idAt(length - STEP);
    else if (!this.away && length - this.begin > MOST_FOLLOWED)
      this.first = this.idAt(length - PAGE);
  }

  /** What is in sight keeps its distance from the end, as all that is put in is above it. */
  update(changed) {
    const isAbove = changed.has('first') && this.hasUpdated && this.away;
    const { scrollHeight, scrollTop } = isAbove ? this.scroller : {};
    super.update(changed);
    if (isAbove)
      this.restore = () =>
        (this.scroller.scrollTop = this.scroller.scrollHeight - (scrollHeight - scrollTop));
  }

  async updated() {
    const items = this.querySelectorAll('message-item');
    await Promise.all([...items].map((item) => item.updateComplete));
    this.restore?.();
    this.restore = null;
    this.growLater();
  }

  growLater() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.grow();
    });
  }

  /** Draws a few more above, until there are as many as wanted. */
  grow() {
    const drawn = this.messages.length - this.begin;
    if (this.begin > 0 && drawn < this.wanted) this.first = this.idAt(this.begin - STEP);
    else if (this.isNearTop && this.begin > 0) this.more(drawn);
    else if (this.isNearTop && this.hasOlder) this.dispatchEvent(new CustomEvent('older-wanted'));
  }

  more(drawn) {
    this.wanted = drawn + PAGE;
    this.growLater();
  }

  get isNearTop() {
    return this.away && this.scroller.scrollTop < NEAR_TOP;
  }

  render() {
    return html`<div class="messages-scroll" tabindex="0" @scroll=${this.growLater}>
        <div class="messages" role="log" aria-live="off" aria-label=${TEXT.log}>
          ${this.hasOlder ? html`<p class="older">${TEXT.loadingOlder}</p>` : nothing}
          ${repeat(
            this.messages.slice(this.begin),
            (message) => message.id,
            (message) => this.item(message),
          )}
        </div>
      </div>
      ${
        this.away
          ? html`<button type="button" class="button jump" @click=${this.jump}>
              ${pictures.down}<span>${TEXT.jump}</span>
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
