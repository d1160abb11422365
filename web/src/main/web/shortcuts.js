/** Where the command key does what Ctrl does elsewhere. */
export const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * What a key asks of the page. Nothing while a text is being composed (Japanese, Chinese, …), and
 * nothing that a menu or a dialog has taken for itself.
 *
 * @param {KeyboardEvent} event
 * @returns {'escape'|'search'|'new-chat'|'copy'|'help'|null}
 */
export function shortcutOf(event) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return null;
  const modified = MAC ? event.metaKey : event.ctrlKey;
  const key = event.key?.toLowerCase(); // A browser that fills in a form sends none.
  if (key === 'escape') return 'escape';
  if (!modified) return null;
  if (key === '/') return 'help'; // Shift or not: on many keyboards the stroke needs it.
  if (event.shiftKey) return { o: 'new-chat', c: 'copy' }[key] ?? null;
  return key === 'k' ? 'search' : null;
}

/** Whether a dialog or a menu lies over the page and has the keys. */
export const isCovered = () => document.querySelector('dialog[open], :popover-open') !== null;
