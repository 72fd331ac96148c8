/** Offers to show what was typed into a password field; the words come from the field (data-reveal, data-conceal). */
export function offerReveal() {
  for (const field of document.querySelectorAll("input[type='password'][data-reveal]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button reveal";
    button.setAttribute("aria-controls", field.id);
    const paint = () => { button.textContent = field.type === "password" ? field.dataset.reveal : field.dataset.conceal; };
    button.addEventListener("click", () => {
      field.type = field.type === "password" ? "text" : "password";
      paint();
    });
    paint();
    field.after(button);
  }
}
