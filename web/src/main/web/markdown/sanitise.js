import DOMPurify from 'dompurify';

/**
 * The only place where HTML becomes elements. Everything not listed is removed: no style, id, name or
 * class, nothing that loads, runs or sends.
 */
const ALLOWED = {
  ALLOWED_TAGS: [
    ...[
      'a',
      'blockquote',
      'br',
      'code',
      'del',
      'em',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'hr',
      'li',
    ],
    ...['ol', 'p', 'pre', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul', '#text'],
  ],
  ALLOWED_ATTR: ['align', 'href', 'start', 'title', 'type'],
  ADD_URI_SAFE_ATTR: ['align', 'start', 'type'],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** @param {string} html of any origin @returns {DocumentFragment} harmless */
export function sanitised(html) {
  const fragment = DOMPurify.sanitize(html, ALLOWED);
  for (const link of fragment.querySelectorAll('a')) guard(link);
  return fragment;
}

/** Links open in a new tab, without a referrer. */
function guard(link) {
  if (!link.hasAttribute('href')) return link.replaceWith(...link.childNodes);
  link.rel = 'noopener noreferrer nofollow';
  link.target = '_blank';
}
