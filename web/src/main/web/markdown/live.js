import { Blocks } from './blocks.js';
import { visible } from './characters.js';
import { CodeBlock } from './code-block.js';
import { asWritten, built, lex, preview } from './render.js';

/** The time per frame for all texts together, in milliseconds. */
const FRAME_MS = 8;

/** How much text is parsed in one step. */
const STEP = 8192;

/** A text up to this length is rendered at once, so that it has its height when it is inserted. */
const SMALL = 4096;

/** A longer live tail is shown as plain text until it is finished. */
const LONGEST_TAIL = 12_288;

/** A tail is parsed again only after a pause of this many times the last parsing time. */
const REST = 8;
const MAX_REST_MS = 1000;

/** The texts that have something to render, each visited once per frame. */
const waiting = new Set();
let frame = 0;

function drawLater(text) {
  waiting.add(text);
  frame ||= requestAnimationFrame(drawAll);
}

function drawAll() {
  frame = 0;
  const end = performance.now() + FRAME_MS;
  for (const text of [...waiting]) {
    waiting.delete(text);
    if (!text.draw(end)) waiting.add(text);
    if (performance.now() > end) break;
  }
  if (waiting.size) frame = requestAnimationFrame(drawAll);
}

/**
 * Renders a Markdown text into an element, complete or while it arrives. Finished blocks are rendered
 * once; only the tail is rendered again as it grows. Long work is spread over frames.
 */
export class MarkdownText {
  /** @param {HTMLElement} root filled by this object only */
  constructor(root) {
    this.root = root;
    this.#clear();
  }

  #clear() {
    this.text = '';
    this.arrived = '';
    this.isComplete = false;
    this.isRead = false;
    this.isExact = false;
    this.blocks = new Blocks(lex);
    this.steps = null;
    this.took = 0;
    this.readAt = 0;
    this.code = null;
    this.tail = document.createElement('div');
    this.tail.className = 'tail';
    this.root.replaceChildren(this.tail);
  }

  /** Adds text that arrived. */
  append(text) {
    this.text += text;
    this.arrived += visible(text);
    drawLater(this);
  }

  /**
   * Ends the text. What is rendered already stays if the text begins with it.
   *
   * @param {string} text all of it
   */
  finish(text) {
    if (this.isComplete && this.text === text) return;
    if (this.isComplete || !text.startsWith(this.text)) this.#clear();
    this.append(text.slice(this.text.length));
    this.isComplete = true;
    if (text.length <= SMALL) this.draw(Infinity);
  }

  /** Starts over with an empty text. */
  clear() {
    waiting.delete(this);
    this.#clear();
  }

  /**
   * Renders until the time is up.
   *
   * @param {number} end by `performance.now()`
   * @returns {boolean} whether everything that has arrived is rendered
   */
  draw(end) {
    do {
      if (this.steps && !this.#go(end)) return false;
    } while (this.#prepare());
    return this.isRead || (!this.arrived && !this.isComplete);
  }

  #go(end) {
    const begun = performance.now();
    let isDone;
    do isDone = this.steps.next().done;
    while (!isDone && performance.now() < end);
    this.readAt = performance.now();
    this.took += this.readAt - begun;
    if (isDone) this.steps = null;
    return isDone;
  }

  /** @returns {boolean} whether there is more work that is due */
  #prepare() {
    if (this.isRead) return this.#readAgain();
    if ((!this.arrived && !this.isComplete) || this.#isResting()) return false;
    const size = Math.max(STEP, this.blocks.tail.length);
    this.blocks.append(this.arrived.slice(0, size));
    this.arrived = this.arrived.slice(size);
    this.isRead = this.isComplete && !this.arrived;
    this.took = 0;
    this.steps = this.#work(this.isRead ? this.blocks.end() : this.blocks.read());
    return true;
  }

  #isResting() {
    if (this.isComplete || this.blocks.inFence) return false;
    return performance.now() - this.readAt < Math.min(this.took * REST, MAX_REST_MS);
  }

  /** A reference link may come before its definition: then everything is parsed once more. */
  #readAgain() {
    if (this.isExact || !this.blocks.hasDefinitions) return false;
    this.isExact = true;
    const tokens = lex(visible(this.text));
    this.root.replaceChildren(this.tail);
    this.steps = this.#work(tokens.map((token) => ({ type: 'finished', token })));
    return true;
  }

  *#work(events) {
    for (const event of events) {
      yield* this.#show(event);
    }
    if (this.isRead) this.tail.replaceChildren();
  }

  *#show({ type, token, tokens, text }) {
    switch (type) {
      case 'finished':
        this.tail.replaceChildren();
        for (const elements of built(token)) {
          if (elements) this.tail.before(...elements);
          yield;
        }
        break;
      case 'code':
        this.tail.replaceChildren();
        this.code = new CodeBlock(token.lang);
        this.tail.before(this.code.element);
        break;
      case 'code-text':
        this.code.append(text);
        break;
      case 'code-end':
        this.code.finish(token.text);
        break;
      case 'live':
        if (!this.arrived) this.#showTail(tokens);
    }
  }

  #showTail(tokens) {
    const raw = tokens.map((token) => token.raw).join('');
    if (raw.length <= LONGEST_TAIL) return this.tail.replaceChildren(...preview(tokens));
    const written = this.tail.querySelector(':scope > .as-written')?.firstChild;
    if (written && raw.startsWith(written.data)) written.appendData(raw.slice(written.length));
    else this.tail.replaceChildren(asWritten(raw));
  }
}
