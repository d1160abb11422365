/** Closer to the end than this counts as the end, in CSS pixels. */
const NEAR = 32;

const UPWARDS = new Set(['ArrowUp', 'PageUp', 'Home']);

/**
 * Keeps the end of growing content in view until the reader scrolls up; resumes when the reader is
 * at the end again or `follow()` is called.
 */
export class FollowScroll {
  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} content of the scroller
   * @param {(isFollowing: boolean) => void} onChange
   * @param {() => boolean} isWhole whether the content includes the end that is to be followed
   */
  constructor(scroller, content, onChange, isWhole) {
    this.scroller = scroller;
    this.onChange = onChange;
    this.isWhole = isWhole;
    this.isFollowing = true;
    this.top = 0;
    this.height = 0;
    this.sizes = new ResizeObserver(() => this.keep());
    this.sizes.observe(content);
    this.sizes.observe(scroller);
    this.listeners = new AbortController();
    const on = (name, act) =>
      scroller.addEventListener(name, act, { passive: true, signal: this.listeners.signal });
    on('wheel', (event) => event.deltaY < 0 && this.#movedUp());
    on('touchstart', (event) => (this.touch = event.touches[0].clientY));
    on('touchmove', (event) => event.touches[0].clientY > this.touch && this.#movedUp());
    on(
      'keydown',
      (event) => UPWARDS.has(event.key) && event.target === scroller && this.#movedUp(),
    );
    on('scroll', () => this.scrolled());
  }

  stop() {
    this.sizes.disconnect();
    this.listeners.abort();
  }

  follow() {
    this.#set(true);
    this.keep();
  }

  leave() {
    this.#set(false);
  }

  /** Follows again if the end is in view. */
  settle() {
    if (this.#distance < NEAR) this.#set(true);
  }

  get #distance() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
  }

  get #fits() {
    return this.scroller.scrollHeight <= this.scroller.clientHeight;
  }

  #movedUp() {
    if (!this.#fits) this.leave();
  }

  keep() {
    if (this.#fits) this.#set(true);
    if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#note();
  }

  /** The scroll bar or a search in the page can scroll without wheel or key. */
  scrolled() {
    const { scrollTop, scrollHeight } = this.scroller;
    const isEnd = this.#distance < NEAR;
    if (isEnd && scrollTop > this.top) this.#set(true);
    else if (scrollTop < this.top - 2 && scrollHeight >= this.height && !isEnd) this.#set(false);
    this.#note();
  }

  #note() {
    this.top = this.scroller.scrollTop;
    this.height = this.scroller.scrollHeight;
  }

  #set(isFollowing) {
    if (isFollowing === this.isFollowing || (isFollowing && !this.isWhole())) return;
    this.isFollowing = isFollowing;
    this.onChange(isFollowing);
  }
}
