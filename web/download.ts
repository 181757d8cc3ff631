/** Hands the person a file that the page has made; nothing is sent anywhere. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has its own hold on the file by then; later than at once, for those that take it in the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
