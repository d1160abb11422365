/** Shared by the text fields that send: they grow with their text, and Enter sends. */

/** Phones have no Shift+Enter: Enter inserts a line break, and the button sends. */
export const TOUCH = matchMedia('(hover: none) and (pointer: coarse)');

const GROWS_BY_ITSELF = CSS.supports('field-sizing: content');

/** @param {HTMLTextAreaElement} field */
export function fit(field) {
  if (GROWS_BY_ITSELF) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

/**
 * Whether the key means "send". Not during composition, where Enter accepts the word (keyCode 229 in
 * Safari).
 *
 * @param {KeyboardEvent} event
 */
export function isSend(event) {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && !TOUCH.matches;
}
