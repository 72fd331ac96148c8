/** After a refused form: the summary takes the focus, so that a screen reader reads it first. */
export function focusErrors() {
  const summary = document.getElementById("errors");
  if (summary && !location.hash) summary.focus();
}
