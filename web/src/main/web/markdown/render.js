import { strings } from '../strings.js';
import { escaped, withBidiMarks } from './characters.js';
import { CodeBlock } from './code-block.js';
import { reader } from './reader.js';
import { sanitised } from './sanitise.js';

const TEXT = strings.markdown;

/** Blocks with deeper nested quotes and lists are shown as plain text. */
const DEEPEST = 24;
const TOO_DEEP = /^(?![ \t]*(?:[-*][ \t]*)+$)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){24}/m;
const TOO_INDENTED = /^[ \t]{120,}(?:[-+*]|\d{1,9}[.)])[ \t]/m;

/** Certain code, in which nothing nests; and what the rest must not contain for that to be certain. */
const FENCED = /^(`{3,}|~{3,})(?!.*`).*\n[^]*?(?:^ {0,3}\1[`~]* *$|(?![^]))/gm;
const UNSURE = /^ {0,3}<|\]:|`{3}|~{3}/m;

/** A longer block that is not code is shown as plain text. */
const LONGEST = 200_000;

/** How many list items or table rows are rendered in one step. */
const PART = 30;

/** A table shows at most this many cells; the copied answer has all. */
const MOST_CELLS = 20_000;

/** The code blocks of the current rendering, in order: each is an empty `pre` in the HTML. */
let codes = [];

const renderer = {
  code(token) {
    codes.push(token);
    return '<pre></pre>';
  },
  codespan: ({ text }) => `<code>${escaped(withBidiMarks(text))}</code>`,
  // HTML in an answer is shown as text.
  html: ({ text, block }) => (block ? `<p>${escaped(text.trim())}</p>` : escaped(text)),
  // Images are not loaded: their URL could leak the conversation.
  image({ href, title, text }) {
    const host = hostOf(href);
    if (!host) return escaped(text || title || '');
    const label = [TEXT.showImage(host), text].filter(Boolean).join(': ');
    return `<a type="image/*" href="${escaped(href)}">${escaped(label)}</a>`;
  },
  checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
};

const marked = reader(renderer);

const hostOf = (href) => {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && /^https?:$/.test(url.protocol) ? url.host : null;
};

/**
 * The top-level tokens. Text that is nested too deeply becomes one plain block.
 *
 * @param {string} text
 * @param {boolean} [isCode] whether it is a single fence, in which nothing nests
 */
export function lex(text, isCode = false) {
  if (!isCode && isTooDeep(text)) return [plain(text)];
  try {
    return marked.lexer(text);
  } catch (error) {
    if (error instanceof RangeError) return [plain(text)];
    throw error;
  }
}

const isNested = (text) => TOO_DEEP.test(text) || TOO_INDENTED.test(text);

function isTooDeep(text) {
  if (!isNested(text)) return false;
  const rest = text.replace(FENCED, '');
  return UNSURE.test(rest) || isNested(rest);
}

const plain = (raw) => ({ type: 'plain', raw, text: raw });

/**
 * Renders one top-level token, in short steps.
 *
 * @yields {Element[]|null} first the elements of the block; null after each further step
 */
export function* built(token) {
  if (token.type === 'space' || token.type === 'def') return;
  if (token.type === 'code') return yield [finishedCode(token).element];
  if (!isFit(token)) return yield [asWritten(token.raw)];
  if (token.type === 'list' && token.items.length > PART)
    return yield* inParts(token, 'items', 'li');
  if (token.type === 'table' && token.rows.length > PART)
    return yield* inParts(bounded(token), 'rows', 'tbody > tr');
  yield elementsOf([token]);
}

/** The elements of a tail that will be rendered again soon: its code is not highlighted yet. */
export function preview(tokens) {
  return tokens.every(isFit) ? elementsOf(tokens, codeToGrow) : [asWritten(rawOf(tokens))];
}

function elementsOf(tokens, codeBlock = finishedCode) {
  codes = [];
  try {
    return [...finishedOff(sanitised(marked.parser(tokens)), codeBlock).children];
  } catch (error) {
    if (error instanceof RangeError) return [asWritten(rawOf(tokens))];
    throw error;
  }
}

/** Adds our own elements and attributes, which the sanitiser would remove. */
function finishedOff(fragment, codeBlock) {
  fragment
    .querySelectorAll('pre')
    .forEach((pre, i) => pre.replaceWith(codeBlock(codes[i]).element));
  for (const block of fragment.querySelectorAll(DIRECTED)) block.dir = 'auto';
  for (const table of fragment.querySelectorAll('table')) putInBox(table);
  return fragment;
}

function finishedCode({ lang, text }) {
  const block = new CodeBlock(lang);
  block.finish(text);
  return block;
}

function codeToGrow({ lang, text }) {
  const block = new CodeBlock(lang);
  block.show(text);
  return block;
}

const rawOf = (tokens) => tokens.map((token) => token.raw).join('');

/** Each of these takes its writing direction from its first letter. */
const DIRECTED = 'p:not(li > p), h1, h2, h3, h4, h5, h6, td, th, ul, ol';

/** The text as plain text: what is not, or not yet, rendered as Markdown. */
export function asWritten(text) {
  const element = document.createElement('p');
  element.className = 'as-written';
  element.dir = 'auto';
  element.textContent = text;
  return element;
}

function* inParts(token, name, selector) {
  const [whole] = elementsOf([{ ...token, [name]: token[name].slice(0, PART) }]);
  yield [whole];
  const home = whole.querySelector(selector)?.parentNode;
  if (!home) return;
  for (let i = PART; i < token[name].length; i += PART) {
    const [part] = elementsOf([{ ...token, [name]: token[name].slice(i, i + PART) }]);
    home.append(...(part.querySelector(selector)?.parentNode.children ?? []));
    yield null;
  }
  if (token.left) whole.append(asWritten(TEXT.rowsLeft(token.left)));
}

function bounded(table) {
  const most = Math.max(PART, Math.floor(MOST_CELLS / table.header.length));
  return { ...table, rows: table.rows.slice(0, most), left: Math.max(0, table.rows.length - most) };
}

/** A wide table scrolls in its own box, which can be focused with the keyboard. */
function putInBox(table) {
  const box = document.createElement('div');
  box.className = 'table-box';
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', TEXT.table);
  table.replaceWith(box);
  box.append(table);
}

const isFit = (token) =>
  token.type !== 'plain' && token.raw.length <= LONGEST && !isDeeper(token, DEEPEST);

function isDeeper(token, left) {
  if (left === 0) return true;
  const inner = token.items ?? token.tokens ?? [];
  return inner.some((each) => isDeeper(each, left - 1));
}
