/** Opens a modal dialog; a click beside it closes it, as Esc does. */
export function openDialog(dialog: HTMLDialogElement): void {
  if (dialog.open) return;
  dialog.onclick = (event) => {
    // Only the backdrop reports the dialog itself: its content fills it.
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();
}
