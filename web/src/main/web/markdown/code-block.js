import { copy } from '../copy.js';
import { strings } from '../strings.js';
import { withBidiMarks } from './characters.js';
import { coloured } from './highlight.js';

const TEXT = strings.markdown;

/** Long blocks are split into parts of this size: the browser relayouts only the part that grows. */
const PART = 4000;

/** How long the Copy button shows the outcome. */
const TOLD_MS = 2000;

/** A code block under a bar with its language and a Copy button. */
export class CodeBlock {
  #text = '';
  #part = null;

  /** @param {string|undefined} info the fence's info string: the language first */
  constructor(info) {
    this.language = (info ?? '').trim().split(/\s/)[0];
    this.code = document.createElement('code');
    this.code.dir = 'ltr';
    this.element = made('div', 'code-block', this.#bar(), this.#box());
  }

  /** Adds text to a growing block. */
  append(text) {
    this.#text += text;
    let rest = withBidiMarks(text);
    while (rest) {
      const size = this.#part?.length ?? Infinity;
      if (size > PART && (this.#part?.data.endsWith('\n') ?? true)) this.#begin();
      const end = rest.indexOf('\n', Math.max(0, PART - this.#part.length)) + 1 || rest.length;
      this.#part.appendData(rest.slice(0, end));
      rest = rest.slice(end);
    }
  }

  /** Shows the complete text, then highlights it if the language is known. */
  async finish(text) {
    this.show(text);
    const colours = await coloured(text, this.language);
    if (colours) this.code.replaceChildren(colours);
  }

  /** Shows the text as it is. */
  show(text) {
    const isShown = this.#text === text || this.#text === `${text}\n`;
    this.#text = text;
    if (isShown) return;
    this.code.replaceChildren();
    this.#part = null;
    this.#text = '';
    this.append(text);
  }

  #begin() {
    this.#part = document.createTextNode('');
    this.code.append(made('span', 'code-part', this.#part));
  }

  #bar() {
    const button = made('button', 'button small', TEXT.copyCode);
    button.type = 'button';
    button.addEventListener('click', () => this.#copy(button));
    const language = made('span', 'code-language', this.language || TEXT.plainCode);
    language.title = language.textContent;
    return made('div', 'code-bar', language, button);
  }

  #box() {
    const box = made('pre', 'code-box', this.code);
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', TEXT.code(this.language));
    return box;
  }

  async #copy(button) {
    const done = await copy(this.#text);
    button.textContent = done ? TEXT.copied : TEXT.copyFailed;
    button.classList.toggle('danger', !done);
    setTimeout(() => {
      button.textContent = TEXT.copyCode;
      button.classList.remove('danger');
    }, TOLD_MS);
  }
}

function made(name, className, ...children) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
}
