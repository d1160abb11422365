/** Whether the side bar stays beside the page on a wide window: the choice of this browser. */

const ENTRY = 'llm-chat.side-bar';

/** @returns {boolean} */
export function sideBarKept() {
  try {
    return localStorage.getItem(ENTRY) !== 'hidden';
  } catch {
    return true;
  }
}

/** @param {boolean} kept */
export function keepSideBar(kept) {
  try {
    localStorage.setItem(ENTRY, kept ? 'kept' : 'hidden');
  } catch {
    // Storage is refused: the choice holds until the page is left.
  }
}
