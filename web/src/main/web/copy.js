/**
 * Puts the text on the clipboard. Over plain HTTP a browser has no `navigator.clipboard`: there a
 * hidden field is selected and copied, as long as the browser lets us.
 *
 * @param {string} text
 * @returns {Promise<boolean>} false: it is not on the clipboard, and the user has to be told
 */
export async function copy(text) {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by a permission or for want of the focus: the old way may still be open.
    }
  }
  return copyBySelection(text);
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'copy-field';
  // In an open dialog, as everything outside of it is inert and cannot be selected.
  (focused?.closest('dialog[open]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    focused?.focus?.({ preventScroll: true });
  }
}
