/** What was written and not sent yet: the text only, in this browser, one for each user and chat. */

const BEGIN = 'llm-chat.draft.';
const MOST = 50;

/** Set with a log-out: what is still in a field while the page goes away is not kept, either. */
let isOver = false;

const entry = (username, chatId) => `${BEGIN}${username}.${chatId ?? 'new'}`;

/** @param {string|null} chatId null: the chat that is not made yet @returns {string} '' when none */
export function draftOf(username, chatId) {
  try {
    return JSON.parse(localStorage.getItem(entry(username, chatId)))?.text ?? '';
  } catch {
    return ''; // Storage is refused, or holds something else.
  }
}

/** Keeps the text; an empty text is forgotten. */
export function keepDraft(username, chatId, text) {
  if (isOver) return;
  try {
    if (!text) return localStorage.removeItem(entry(username, chatId));
    localStorage.setItem(entry(username, chatId), JSON.stringify({ text, at: Date.now() }));
    forgetOldest();
  } catch {
    // Storage is refused or full: the text stays in its field, which is what matters.
  }
}

/** A question got through after one had left its chat, which may have been made only for it. */
export function forgetSent(username, chatId, text) {
  for (const id of [chatId, null]) {
    if (draftOf(username, id).trim() === text) keepDraft(username, id, '');
  }
}

/** Forgets the drafts of everybody else: for who signs in where another one's session just ended. */
export function forgetOthers(username) {
  const own = entry(username, '');
  forget((key) => !key.startsWith(own) || key.includes('.', own.length));
}

/** Forgets all drafts of this browser, and keeps none until the page is loaded anew: for a log-out. */
export function forgetDrafts() {
  isOver = true;
  forget(() => true);
}

function forget(isUnwanted) {
  try {
    for (const key of keys().filter(isUnwanted)) localStorage.removeItem(key);
  } catch {
    // Storage is refused, so nothing was kept.
  }
}

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(BEGIN));

function forgetOldest() {
  const kept = keys();
  if (kept.length <= MOST) return;
  const age = (key) => JSON.parse(localStorage.getItem(key)).at;
  kept.sort((a, b) => age(a) - age(b));
  for (const key of kept.slice(0, kept.length - MOST)) localStorage.removeItem(key);
}
