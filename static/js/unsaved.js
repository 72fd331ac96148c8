/** A form marked data-guard asks before the page is left with something typed and not saved. */
export function warnUnsaved() {
  let changed = false;
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
  }
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
