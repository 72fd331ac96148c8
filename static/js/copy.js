/** Shows the copy button of a stamp where the browser can copy; the word of success is read aloud. */
export function offerCopy() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const told = button.parentElement.querySelector("[role=status]");
      if (told) told.textContent = button.dataset.copied;
    });
  }
}
