import { Marked, Tokenizer } from 'marked';

/**
 * How many characters marked may look through in vain, in one text, for the ends of what begins like
 * emphasis, code or a link. Ordinary text stays far below; thousands of beginnings without an end would
 * otherwise cost seconds, as each is looked for to the end of its paragraph.
 */
const MOST_IN_VAIN = 1_000_000;

/** What begins here and has to end somewhere. */
const BEGINNING = /^(?:[*_~]+[^\s*_~]|`|!?\[)/;

/** Takes what begins like emphasis, code or a link as plain text, once too much was looked through in vain. */
class BoundedTokenizer extends Tokenizer {
  inVain = 0;

  #bounded(token, src) {
    if (!token && BEGINNING.test(src)) this.inVain += src.length;
    return token;
  }

  get isSpent() {
    return this.inVain > MOST_IN_VAIN;
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

/** A reader of Markdown, with GitHub's additions, that makes HTML by this renderer. */
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
