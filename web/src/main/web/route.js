/**
 * Where the page is: `/` and `/c/{chat id}` are the conversation, `/settings` the settings. A
 * fragment `#message-{id}` names a message of the chat.
 *
 * @typedef {{page: 'chat', chatId: string|null, messageId: number|null} | {page: 'settings'}} Route
 */

/** @param {Location|URL} address @returns {Route|null} null: not an address of this page */
export function routeOf({ pathname, hash }) {
  if (pathname === '/settings') return { page: 'settings' };
  if (pathname === '/') return { page: 'chat', chatId: null, messageId: null };
  const chat = /^\/c\/([\w-]+)$/.exec(pathname);
  const message = /^#message-(\d+)$/.exec(hash);
  return chat && { page: 'chat', chatId: chat[1], messageId: message && Number(message[1]) };
}

/**
 * Follows links within the page without loading it anew; a modified click, another target and a
 * download stay with the browser.
 *
 * @param {(address: URL) => void} follow
 * @returns {() => void} stops it
 */
export function followLinks(follow) {
  const clicked = (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || !isPlain(event) || !isOurs(link)) return;
    event.preventDefault();
    follow(new URL(link.href));
  };
  document.addEventListener('click', clicked);
  return () => document.removeEventListener('click', clicked);
}

const isPlain = (event) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/** A fragment of the very page that is shown is left to the browser, which scrolls to it. */
function isOurs(link) {
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return false;
  if (link.getAttribute('href').startsWith('#')) return false;
  return routeOf(link) !== null;
}
