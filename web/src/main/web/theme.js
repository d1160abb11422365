/** Light, dark or the system's theme: chosen per browser, kept in localStorage. */

/** Also read by boot.js. */
const ENTRY = 'llm-chat.theme';

export const themes = ['system', 'light', 'dark'];

/** @returns {'system'|'light'|'dark'} */
export function chosenTheme() {
  return document.documentElement.dataset.theme ?? 'system';
}

/** Applies the theme at once and saves it. @param {'system'|'light'|'dark'} theme */
export function chooseTheme(theme) {
  try {
    if (theme === 'system') localStorage.removeItem(ENTRY);
    else localStorage.setItem(ENTRY, theme);
  } catch {
    // Storage is denied: the choice lasts until the page is closed.
  }
  show(theme);
}

/** Follows a choice made in another tab. */
export function followTheme() {
  addEventListener('storage', (event) => {
    if (event.key === ENTRY) show(event.newValue ?? 'system');
  });
  colourBrowserBar();
}

function show(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  colourBrowserBar();
}

/** The browser's bar on phones follows the system's theme unless another one is chosen here. */
function colourBrowserBar() {
  const theme = chosenTheme();
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const system = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = (theme === 'system' ? system : theme) === 'dark' ? '#161918' : '#f6f3ec';
  }
}
