/** An order or year chosen by mouse or finger applies at once; the button stays for the keyboard and for no scripts. */
export function submitOnChange() {
  for (const select of document.querySelectorAll("select[data-apply]")) {
    let byKey = false;
    select.addEventListener("keydown", (event) => { byKey = event.key !== "Enter"; });
    select.addEventListener("pointerdown", () => { byKey = false; });
    select.addEventListener("change", () => { if (!byKey) select.form.requestSubmit(); });
  }
}
