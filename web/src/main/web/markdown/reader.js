import { Lexer, Marked, Tokenizer } from 'marked';

/**
 * How many characters marked may scan in vain, per text, for the ends of emphasis, code and links.
 * Ordinary text stays far below. Thousands of openings without an end would otherwise take seconds,
 * since each one is searched to the end of its paragraph.
 */
const MAX_IN_VAIN = 1_000_000;

/**
 * How much work the inline parts of a text may be: the length of each paragraph times its marks, and
 * the square of each word, since marked looks for their ends from each place again. What comes after
 * that is plain text. A long answer of ordinary paragraphs is a tenth of it.
 */
const MAX_INLINE_WORK = 30_000_000;

/** A mark that marked looks at, or a word so long that it may hide an address. */
const MARK = /[\\`*_~[\]!<>&:@]|\n/g;
const LONG_WORD = /\S{200,}/g;

/** The opening of emphasis, code or a link. */
const OPENING = /^(?:[*_~]+[^\s*_~]|`|!?\[)/;

/** Treats openings as plain text once too much was scanned in vain. */
class BoundedTokenizer extends Tokenizer {
  inVain = 0;

  #bounded(token, src) {
    if (!token && OPENING.test(src)) this.inVain += src.length;
    return token;
  }

  get isSpent() {
    return this.inVain > MAX_IN_VAIN;
  }

  emStrong(src, ...more) {
    return this.isSpent ? undefined : this.#bounded(super.emStrong(src, ...more), src);
  }

  del(src, ...more) {
    return this.isSpent ? undefined : this.#bounded(super.del(src, ...more), src);
  }

  link(src) {
    return this.isSpent ? undefined : this.#bounded(super.link(src), src);
  }

  codespan(src) {
    return this.isSpent ? undefined : this.#bounded(super.codespan(src), src);
  }
}

/** Leaves paragraphs as they are written once the text has been too much work. */
class BoundedLexer extends Lexer {
  work = 0;

  inlineTokens(src, tokens = []) {
    this.work += workOf(src);
    if (this.work <= MAX_INLINE_WORK) return super.inlineTokens(src, tokens);
    tokens.push({ type: 'text', raw: src, text: src, escaped: false });
    return tokens;
  }
}

function workOf(src) {
  let work = src.length * ((src.match(MARK)?.length ?? 0) + 1);
  for (const [word] of src.matchAll(LONG_WORD)) work += word.length * word.length;
  return work;
}

/** A parser for GitHub Flavored Markdown that produces HTML with this renderer. */
export function reader(renderer) {
  const tokenizer = new BoundedTokenizer();
  const marked = new Marked({ gfm: true, renderer });
  marked.setOptions({ tokenizer });
  return {
    lexer(text) {
      tokenizer.inVain = 0;
      return new BoundedLexer(marked.defaults).lex(text);
    },
    parser: (tokens) => marked.parser(tokens),
  };
}
