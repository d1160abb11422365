/**
 * Copies the text to the clipboard. Over plain HTTP there is no `navigator.clipboard`; then the text
 * is copied from a hidden field, if the browser allows it.
 *
 * @param {string} text
 * @returns {Promise<boolean>} false: copying failed, and the user has to be told
 */
export async function copy(text) {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // No permission, or no focus: the old way may still work.
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
  // Inside an open dialog, because everything outside it is inert and cannot be selected.
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
