/** Invisible characters in answers: control characters and changes of the writing direction. */

/* eslint-disable no-control-regex */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * The text without carriage returns, and with other control characters (such as a terminal escape)
 * replaced by their Unicode pictures. Line feeds and tabs stay. It works character by character, so
 * pieces of a text give the same result as the whole.
 */
export function visible(text) {
  return text.replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x0d || code > 0x7f) return '';
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}

/** Marks changes of the writing direction in code, which would show it in an order that is not run. */
export function withBidiMarks(code) {
  return code.replace(
    BIDI,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase()}⟩`,
  );
}

export function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
