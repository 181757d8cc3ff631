/** In place of src/embed/embed-process.ts: dies as the text tells it to. */
process.on('disconnect', () => process.exit(0));
process.on('message', (message: { type: string; texts: string[] }) => {
  if (message.type === 'open') return void process.send?.({ type: 'opened' });
  const [text] = message.texts;
  if (text === 'throw') throw new Error('out of luck');
  if (text === 'exit') process.exit(7);
  if (text === 'kill') process.kill(process.pid, 'SIGKILL');
  if (text === 'hang') return;
  const rows = message.texts.length;
  process.send?.({ type: 'embedded', data: new Float32Array(rows * 4).fill(0.5), cut: new Uint8Array(rows) });
});
