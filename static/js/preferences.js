const root = document.documentElement;

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is forbidden: the choice lasts for this page only
  }
}

function isDark() {
  const chosen = root.dataset.bsTheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Shows the switch of the theme; its two words come from the page (data-dark, data-light). */
export function offerTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const words = button.querySelector("[data-words]");
    const paint = () => { words.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
    button.addEventListener("click", () => {
      root.dataset.bsTheme = isDark() ? "light" : "dark";
      remember("theme", root.dataset.bsTheme);
      paint();
    });
    button.hidden = false;
    paint();
  }
}

/** Shows the switch between roomy and tight rows on pages that have one. */
export function offerDensity() {
  for (const button of document.querySelectorAll("[data-density-switch]")) {
    const paint = () => button.setAttribute("aria-pressed", String(root.dataset.density === "tight"));
    button.addEventListener("click", () => {
      if (root.dataset.density === "tight") delete root.dataset.density;
      else root.dataset.density = "tight";
      remember("density", root.dataset.density ?? "roomy");
      paint();
    });
    button.hidden = false;
    paint();
  }
}
