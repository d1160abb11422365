import { strings } from '../strings.js';
import { escaped, withBidiMarks } from './characters.js';
import { CodeBlock } from './code-block.js';
import { reader } from './reader.js';
import { sanitised } from './sanitise.js';

const TEXT = strings.markdown;

/** Deeper quotes and lists than any writer means; beyond, the block is shown as it was written. */
const DEEPEST = 24;
const TOO_DEEP = /^(?![ \t]*(?:[-*][ \t]*)+$)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){24}/m;
const TOO_INDENTED = /^[ \t]{120,}(?:[-+*]|\d{1,9}[.)])[ \t]/m;

/** What is surely code, in which nothing nests; and what the rest must not have, for that to be sure. */
const FENCED = /^(`{3,}|~{3,})(?!.*`).*\n[^]*?(?:^ {0,3}\1[`~]* *$|(?![^]))/gm;
const UNSURE = /^ {0,3}<|\]:|`{3}|~{3}/m;

/** A block that is longer than this, and is not code, is shown as it was written. */
const LONGEST = 200_000;

/** The items of a list, or the rows of a table, that are made in one go. */
const PART = 30;

/** A table shows no more cells; the copied answer has all. */
const MOST_CELLS = 20_000;

/** The code blocks of what is being rendered, in their order: each stands as an empty `pre` in the HTML. */
let codes = [];

const renderer = {
  code(token) {
    codes.push(token);
    return '<pre></pre>';
  },
  codespan: ({ text }) => `<code>${escaped(withBidiMarks(text))}</code>`,
  // HTML in an answer is shown, not used.
  html: ({ text, block }) => (block ? `<p>${escaped(text.trim())}</p>` : escaped(text)),
  // Nothing is fetched from elsewhere: an address in an image could carry the conversation away.
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
 * The tokens of the top level. Text that is nested beyond reason becomes one plain block.
 *
 * @param {string} text
 * @param {boolean} [isCode] it is a single fence, in which nothing nests
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
 * Makes the elements of one token of the top level, in steps that are short each.
 *
 * @yields {Element[]|null} the elements of the block, first; null after each further step within them
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

/** The elements of a tail that will be made again soon: its code is not coloured yet. */
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

/** Adds what the sanitiser does not let through, as it comes from us. */
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

/** Each of these takes its writing direction from its own first letter. */
const DIRECTED = 'p:not(li > p), h1, h2, h3, h4, h5, h6, td, th, ul, ol';

/** The text as it was written, for what is not worth to be read as Markdown, or not yet. */
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

/** A wide table scrolls in a box of its own, which the keyboard reaches. */
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
