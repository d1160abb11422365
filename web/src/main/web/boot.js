// A classic script in the head: it runs before the first paint, so that nobody who chose dark sees
// a flash of light. theme.js does the same later on; the name of the entry is theirs together.
(function () {
  let theme = null;
  try {
    theme = localStorage.getItem('llm-chat.theme');
  } catch {
    // Storage is refused (private window, policy): the system decides.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
