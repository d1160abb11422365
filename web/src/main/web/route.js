/**
 * The addresses of the page: `/` and `/c/{chat id}` show a conversation, `/settings` the settings.
 * The fragment `#message-{id}` names a message of the chat.
 *
 * @typedef {{page: 'chat', chatId: string|null, messageId: number|null} | {page: 'settings'}} Route
 */

/** @param {Location|URL} address @returns {Route|null} null: not an address of the page */
export function routeOf({ pathname, hash }) {
  if (pathname === '/settings') return { page: 'settings' };
  if (pathname === '/') return { page: 'chat', chatId: null, messageId: null };
  const chat = /^\/c\/([\w-]+)$/.exec(pathname);
  const message = /^#message-(\d+)$/.exec(hash);
  return chat && { page: 'chat', chatId: chat[1], messageId: message && Number(message[1]) };
}

/** The address of a chat, or of a message in it. */
export const addressOf = (chatId, messageId = null) =>
  `/c/${chatId}${messageId === null ? '' : `#message-${messageId}`}`;

/**
 * Follows links within the page without a reload. Modified clicks, links with a target and downloads
 * are left to the browser.
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

/** Links to a fragment of the current page are left to the browser, which scrolls there. */
function isOurs(link) {
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return false;
  if (link.getAttribute('href').startsWith('#')) return false;
  return routeOf(link) !== null;
}
