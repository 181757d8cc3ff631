/** A file may be dropped anywhere on the window; while one hangs over it, the page says what would happen. */
import { byId } from '../element.ts';

export function fileDrop(take: (file: File) => void): void {
  const target = byId('drop-target');
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (!hasFile(event)) return;
    // Without this the browser would leave the page and open the file.
    event.preventDefault();
    target.hidden = false;
  });
  window.addEventListener('dragleave', (event) => {
    // Null: out of the window, not only from one element to the next.
    if (event.relatedTarget === null) target.hidden = true;
  });
  window.addEventListener('drop', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    target.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
