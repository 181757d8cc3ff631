import { z } from 'zod';

const units = { MB: 1e6, GB: 1e9 };
type Unit = keyof typeof units;

/** "--max-memory 2GB", for the table of options. In bytes. */
export const maxMemoryOption = {
  flags: '--max-memory <size>',
  says: 'refuse before embedding where a build is expected to take more memory than this, with an estimate',
  expected: 'a size such as 800MB or 2.5GB',
  schema: z
    .string()
    .regex(/^\d+(\.\d+)? ?(MB|GB)$/i)
    .transform((text) => Number.parseFloat(text) * units[text.slice(-2).toUpperCase() as Unit]),
  shownDefault: "the machine's memory",
};
