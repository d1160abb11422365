/** On a Mac the command key does what Ctrl does elsewhere. */
export const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * The shortcut that a key event stands for. None during text composition (Japanese, Chinese, …), and
 * none if a menu or dialog has handled the event.
 *
 * @param {KeyboardEvent} event
 * @returns {'escape'|'search'|'new-chat'|'copy'|'help'|null}
 */
export function shortcutOf(event) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return null;
  const modified = MAC ? event.metaKey : event.ctrlKey;
  const key = event.key?.toLowerCase(); // Undefined when the browser fills in a form.
  if (key === 'escape') return 'escape';
  if (!modified) return null;
  if (key === '/') return 'help'; // With or without Shift: many keyboards need it for the slash.
  if (event.shiftKey) return { o: 'new-chat', c: 'copy' }[key] ?? null;
  return key === 'k' ? 'search' : null;
}

/** Whether a dialog or a menu is open and gets the keys. */
export const isCovered = () => document.querySelector('dialog[open], :popover-open') !== null;
