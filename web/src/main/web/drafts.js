/** Unsent texts, kept in localStorage: one per user and chat. */

const PREFIX = 'llm-chat.draft.';
const MAX_DRAFTS = 50;

/** Set on logout: a text still in a field while the page closes is not kept either. */
let isOver = false;

const entry = (username, chatId) => `${PREFIX}${username}.${chatId ?? 'new'}`;

/** @param {string|null} chatId null: a chat that does not exist yet @returns {string} '' if none */
export function draftOf(username, chatId) {
  try {
    return JSON.parse(localStorage.getItem(entry(username, chatId)))?.text ?? '';
  } catch {
    return ''; // Storage is denied, or holds something else.
  }
}

/** Saves the draft; an empty text deletes it. */
export function keepDraft(username, chatId, text) {
  if (isOver) return;
  try {
    if (!text) return localStorage.removeItem(entry(username, chatId));
    localStorage.setItem(entry(username, chatId), JSON.stringify({ text, at: Date.now() }));
    forgetOldest();
  } catch {
    // Storage is denied or full: the text is still in its field.
  }
}

/** Deletes the draft of a question that was sent after its (possibly new) chat had been left. */
export function forgetSent(username, chatId, text) {
  for (const id of [chatId, null]) {
    if (draftOf(username, id).trim() === text) keepDraft(username, id, '');
  }
}

/** Deletes the drafts of other users of this browser, after a login. */
export function forgetOthers(username) {
  const own = entry(username, '');
  forget((key) => !key.startsWith(own) || key.includes('.', own.length));
}

/** Deletes all drafts of this browser, and saves none until the page is reloaded: for a logout. */
export function forgetDrafts() {
  isOver = true;
  forget(() => true);
}

function forget(isUnwanted) {
  try {
    for (const key of keys().filter(isUnwanted)) localStorage.removeItem(key);
  } catch {
    // Storage is denied, so there are no drafts.
  }
}

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function forgetOldest() {
  const kept = keys();
  if (kept.length <= MAX_DRAFTS) return;
  const age = (key) => JSON.parse(localStorage.getItem(key)).at;
  kept.sort((a, b) => age(a) - age(b));
  for (const key of kept.slice(0, kept.length - MAX_DRAFTS)) localStorage.removeItem(key);
}
