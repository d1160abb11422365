import { Marked, Tokenizer } from 'marked';

/**
 * How many characters marked may scan in vain, per text, for the ends of emphasis, code and links.
 * Ordinary text stays far below. Thousands of openings without an end would otherwise take seconds,
 * since each one is searched to the end of its paragraph.
 */
const MAX_IN_VAIN = 1_000_000;

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

/** A parser for GitHub Flavored Markdown that produces HTML with this renderer. */
export function reader(renderer) {
  const tokenizer = new BoundedTokenizer();
  const marked = new Marked({ gfm: true, renderer });
  marked.setOptions({ tokenizer });
  return {
    lexer(text) {
      tokenizer.inVain = 0;
      return marked.lexer(text);
    },
    parser: (tokens) => marked.parser(tokens),
  };
}
