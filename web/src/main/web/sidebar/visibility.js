/** Whether the sidebar is shown in a wide window: remembered per browser. */

const ENTRY = 'llm-chat.side-bar';

/** @returns {boolean} */
export function isSideBarShown() {
  try {
    return localStorage.getItem(ENTRY) !== 'hidden';
  } catch {
    return true;
  }
}

/** @param {boolean} isShown */
export function saveSideBarShown(isShown) {
  try {
    localStorage.setItem(ENTRY, isShown ? 'kept' : 'hidden');
  } catch {
    // Storage is denied: the choice lasts until the page is closed.
  }
}
