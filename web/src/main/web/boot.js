// A classic script in the head: it runs before the first paint, so that there is no flash of the
// wrong theme. theme.js takes over later; both use the same localStorage entry.
(function () {
  let theme = null;
  try {
    theme = localStorage.getItem('llm-chat.theme');
  } catch {
    // Storage is denied (private window, policy): use the system's theme.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
