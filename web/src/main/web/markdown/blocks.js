/**
 * Splits a growing Markdown text into finished blocks, which further text cannot change, and a live
 * tail, which has to be parsed again.
 *
 * A block is finished when a heading's line or a closing fence is complete, or when a blank line
 * and a complete line of another block follow. An open fence at top level is reported as text that
 * only grows, however long it gets.
 */
export class Blocks {
  /**
   * @param {(text: string, isCode?: boolean) => object[]} lex returns the top-level tokens, like
   *     marked's lexer; isCode: the whole text is one fence
   */
  constructor(lex) {
    this.lex = lex;
    this.tail = '';
    this.fence = null;
    /** Whether there were reference definitions: they may turn text in finished blocks into links. */
    this.hasDefinitions = false;
  }

  append(text) {
    this.tail += text;
  }

  /** Whether the next text goes into an open fence, so that parsing it costs nothing. */
  get inFence() {
    return this.fence !== null;
  }

  /**
   * What the text since the last call adds:
   * `{type: 'finished', token}`, `{type: 'code', token}` (a fence opens),
   * `{type: 'code-text', text}` (it grows), `{type: 'code-end', token}` (it is complete), and always at
   * the end `{type: 'live', tokens}`: the tail as it would be if nothing followed.
   */
  *read() {
    let tokens = [];
    do {
      if (this.fence) yield* this.#grow();
      tokens = this.fence ? [] : this.#lexed();
      const finished = Math.min(countFinished(tokens), countFound(tokens, this.tail));
      for (const token of tokens.splice(0, finished)) yield this.#finish(token);
      if (tokens.length && isOpenFence(tokens[0])) {
        yield this.#open(tokens.shift());
        tokens = [];
      } else break;
    } while (this.tail);
    yield { type: 'live', tokens };
  }

  /** What is left at the end of the text. */
  *end() {
    if (this.fence) {
      this.tail = this.fence.raw + this.tail;
      this.fence = null;
      const [token, ...more] = this.lex(this.tail, true);
      yield { type: 'code-end', token };
      for (const each of more) yield this.#finish(each);
    } else {
      for (const token of this.#lexed()) yield this.#finish(token);
    }
    this.tail = '';
  }

  #lexed() {
    const tokens = this.lex(this.tail);
    this.hasDefinitions ||= Object.keys(tokens.links ?? {}).length > 0;
    return tokens;
  }

  #finish(token) {
    this.tail = this.tail.slice(this.tail.indexOf(token.raw) + token.raw.length);
    return { type: 'finished', token };
  }

  #open(token) {
    const line = token.raw.slice(0, token.raw.indexOf('\n') + 1);
    const [, mark] = FENCE.exec(line);
    this.fence = { close: closing(mark), raw: line, first: token };
    this.tail = this.tail.slice(line.length);
    return { type: 'code', token };
  }

  /** Holds back only the start of a line that may become the closing fence. */
  *#grow() {
    const { close, raw } = this.fence;
    const begin = raw.endsWith('\n') ? 0 : this.tail.indexOf('\n') + 1 || this.tail.length;
    close.lastIndex = begin;
    const match = close.exec(this.tail);
    const end = match ? match.index : this.tail.length - perhapsClosing(this.tail.slice(begin));
    const text = this.tail.slice(0, end);
    if (text) yield { type: 'code-text', text };
    this.fence.raw += text;
    this.tail = this.tail.slice(end);
    if (match) yield this.#close(match[0]);
  }

  #close(line) {
    this.tail = this.tail.slice(line.length);
    const token = this.#complete(line);
    this.fence = null;
    return { type: 'code-end', token };
  }

  /** Only an indented fence has to be parsed again: its indent is removed from each line. */
  #complete(line) {
    const { raw, first } = this.fence;
    if (raw.startsWith(' ')) return this.lex(raw + line, true)[0];
    const text = raw.slice(first.raw.indexOf('\n') + 1).replace(/\n$/, '');
    return { ...first, raw: raw + line, text };
  }
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Matches the closing line of a fence that was opened by `mark`. */
const closing = (mark) => new RegExp(`^ {0,3}${mark[0]}{${mark.length},} *\\n`, 'gm');

/** The length of the last line, if it may be the start of a closing one. */
function perhapsClosing(text) {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return /^ {0,3}[`~]* *$/.test(line) ? line.length : 0;
}

/**
 * How many of the first tokens are found in the text, in order: marked drops repeated definitions and
 * may join lines differently.
 */
function countFound(tokens, text) {
  let from = 0;
  for (let i = 0; i < tokens.length; i++) {
    const at = text.indexOf(tokens[i].raw, from);
    if (at < 0) return i;
    from = at + tokens[i].raw.length;
  }
  return tokens.length;
}

/** How many of the first tokens further text cannot change. */
function countFinished(tokens) {
  let finished = 0;
  for (let i = 0; i < tokens.length; i++) {
    const next = tokens.slice(i + 1).find((token) => token.type !== 'space');
    if (
      isClosed(tokens[i]) ||
      (next && isOpenFence(next)) ||
      (next && isParted(tokens[i], tokens[i + 1], next))
    ) {
      finished = i + 1;
    }
  }
  return finished;
}

function isClosed({ type, raw }) {
  if (!raw.endsWith('\n')) return false;
  return type === 'heading' || (type === 'code' && isClosedFence(raw));
}

function isClosedFence(raw) {
  const mark = FENCE.exec(raw)?.[1];
  const body = raw.indexOf('\n') + 1;
  return mark !== undefined && closing(mark).test(raw.slice(body));
}

function isOpenFence({ type, raw }) {
  return type === 'code' && FENCE.test(raw) && raw.includes('\n') && !isClosedFence(`${raw}\n`);
}

/** Needs a blank line and a complete line: before that, what follows may belong to the block. */
function isParted(token, following, next) {
  const blank = following.type === 'space' || /\n[ \t]*\n$/.test(token.raw);
  return blank && token.type !== 'space' && next.raw.includes('\n');
}
