/** What a text field that sends has in common: it grows with its text, and Enter sends. */

/** On a phone there is no Shift+Enter: Enter makes a new line, and the button sends. */
export const TOUCH = matchMedia('(hover: none) and (pointer: coarse)');

const GROWS_BY_ITSELF = CSS.supports('field-sizing: content');

/** @param {HTMLTextAreaElement} field */
export function fit(field) {
  if (GROWS_BY_ITSELF) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

/**
 * Whether the key means "send". Not while a text is being composed: Enter then takes over the word
 * (229 is what Safari says of the Enter that ends it).
 *
 * @param {KeyboardEvent} event
 */
export function isSend(event) {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && !TOUCH.matches;
}
