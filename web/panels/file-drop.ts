/** A file may be dropped anywhere on the window; while one hangs over it, the page says what would happen. */
import { byId } from '../element.ts';

/** @param refuse is told, in a sentence, what was dropped in vain. */
export function fileDrop(take: (file: File) => void, refuse: (sentence: string) => void): void {
  const target = byId('drop-target');
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (isForField(event)) return;
    // Without this the browser would leave the page and open the file, or the address that was dropped.
    event.preventDefault();
    target.hidden = !hasFile(event);
  });
  window.addEventListener('dragleave', (event) => {
    // Null: out of the window, not only from one element to the next.
    if (event.relatedTarget === null) target.hidden = true;
  });
  window.addEventListener('drop', (event) => {
    target.hidden = true;
    if (isForField(event)) return;
    event.preventDefault();
    const refusal = refusalOf(event.dataTransfer);
    const file = event.dataTransfer?.files[0];
    if (refusal) refuse(refusal);
    else if (file) take(file);
  });

  /** Text that hangs over a field goes into it. */
  function isForField(event: DragEvent): boolean {
    return !hasFile(event) && (event.target as Element).closest?.('input, textarea') !== null;
  }
}

/** Why nothing is done with what was dropped, or null. */
function refusalOf(dropped: DataTransfer | null): string | null {
  const files = dropped?.files.length ?? 0;
  if ([...(dropped?.items ?? [])].some((item) => item.webkitGetAsEntry?.()?.isDirectory)) {
    return 'A folder was dropped. Drop one file with the bibliography; a whole folder is read by: nearby match FOLDER';
  }
  if (files > 1) return `${files} files were dropped. Drop one: a bibliography is matched by itself.`;
  if (files === 0) return 'Text was dropped. To ask for papers like it, drop it into the search field.';
  return null;
}
