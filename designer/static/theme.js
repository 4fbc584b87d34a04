/* Before the first paint, so that no one sees the other theme or language flash by. A file, because our policy forbids inline scripts. */
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem('language');
  if (language === 'en') document.documentElement.lang = 'en';
} catch {
  /* Storage may be forbidden: then the system's theme and Indonesian. */
}
