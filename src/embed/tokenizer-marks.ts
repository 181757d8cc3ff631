import { z } from 'zod';

/** What a tokenizer puts before and after one text ([CLS], [SEP]), as token ids. */
export interface TokenizerMarks {
  before: number[];
  after: number[];
}

/**
 * Reads the marks from the `post_processor` of tokenizer.json.
 *
 * @param idOf the id of a token by its name
 * @returns null where it is of another kind: then the library must say
 */
export function readMarks(postProcessor: unknown, idOf: (token: string) => number): TokenizerMarks | null {
  const read = postProcessorSchema.safeParse(postProcessor);
  return read.success ? { before: read.data.before.map(idOf), after: read.data.after.map(idOf) } : null;
}

interface Names {
  before: string[];
  after: string[];
}

/** A token and its id; the library goes by the name. */
const namedToken = z.tuple([z.string(), z.int()]);

const specialToken = z.looseObject({ SpecialToken: z.looseObject({ id: z.string() }) });
const theText = z.looseObject({ Sequence: z.looseObject({ id: z.literal('A') }) });

const postProcessorSchema = z.union([
  z.null().transform((): Names => ({ before: [], after: [] })),
  z
    .looseObject({ type: z.literal('BertProcessing'), cls: namedToken, sep: namedToken })
    .transform(({ cls, sep }): Names => ({ before: [cls[0]], after: [sep[0]] })),
  z
    .looseObject({
      type: z.literal('TemplateProcessing'),
      single: z.array(z.union([specialToken, theText])),
    })
    // The text once: what stands around it are the marks.
    .refine(({ single }) => single.filter((item) => 'Sequence' in item).length === 1)
    .transform(({ single }): Names => {
      const place = single.findIndex((item) => 'Sequence' in item);
      const names = (items: typeof single) =>
        items.flatMap((item) =>
          'SpecialToken' in item ? [(item as z.output<typeof specialToken>).SpecialToken.id] : [],
        );
      return { before: names(single.slice(0, place)), after: names(single.slice(place + 1)) };
    }),
]);
