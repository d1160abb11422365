/** Light, dark or as the system: the choice of this browser, kept in localStorage. */

/** Read by boot.js too. */
const ENTRY = 'llm-chat.theme';

export const themes = ['system', 'light', 'dark'];

/** @returns {'system'|'light'|'dark'} */
export function chosenTheme() {
  return document.documentElement.dataset.theme ?? 'system';
}

/** Shows the theme at once and keeps it. @param {'system'|'light'|'dark'} theme */
export function chooseTheme(theme) {
  try {
    if (theme === 'system') localStorage.removeItem(ENTRY);
    else localStorage.setItem(ENTRY, theme);
  } catch {
    // Storage is refused: the choice holds until the page is left.
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

/** The bar of a phone's browser knows only the system's scheme; a choice here overrules that. */
function colourBrowserBar() {
  const theme = chosenTheme();
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const system = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = (theme === 'system' ? system : theme) === 'dark' ? '#161918' : '#f6f3ec';
  }
}
