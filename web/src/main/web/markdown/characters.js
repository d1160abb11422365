/** Characters of an answer that do something other than show themselves. */

/* eslint-disable no-control-regex */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * The text without carriage returns, and with each other control character (an escape of a terminal,
 * say) as the picture that Unicode has for it. It keeps line feeds and tabs, and looks at one
 * character at a time, so that pieces of a text give the same as the whole.
 */
export function visible(text) {
  return text.replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x0d || code > 0x7f) return '';
    return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}

/** Code, in which a change of the writing direction would show another order than the one that runs. */
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
