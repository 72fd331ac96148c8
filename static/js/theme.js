// Runs in the head, before anything is painted: the reader's own choice of theme and density lives in this browser
// only (public pages set and read no cookie). Without a choice the system's setting decides, by the style sheet.
const root = document.documentElement;
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme;
  if (localStorage.getItem("density") === "tight") root.dataset.density = "tight";
} catch {
  // storage is forbidden in this browser: the system's setting stays
}
