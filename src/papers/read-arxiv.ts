import { decodeXML } from 'entities';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { reasonOf } from '../errors.ts';
import { arxivNumber } from '../tables/paper.ts';
import { type ImportEntry, type PaperText, shown, skipped } from './import-entry.ts';
import { makePaper } from './make-paper.ts';

/*
 * Atom as arXiv's API answers (https://info.arxiv.org/help/api/user-manual.html). The entries are cut out of the text
 * and parsed one by one: a broken one costs no other, a feed that is cut off gives its whole entries, and a long one is
 * never held at once.
 */

/** An entry with more characters has lost its end. */
const maxEntryLength = 4 * 1024 * 1024;

// Entities are not expanded by the parser: a feed may declare ones that grow without end. The five of XML itself and
// numbers are decoded afterwards, in text that can no longer become markup.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  isArray: (name) => ['author', 'category', 'link'].includes(name),
});

const textNode = z
  .union([z.string(), z.object({ '#text': z.string() }).transform((node) => node['#text'])])
  .transform((text) => decodeXML(text))
  .nullish()
  .catch(null);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).nullish().catch(null);
const attribute = z
  .string()
  .transform((text) => decodeXML(text))
  .nullish()
  .catch(null);

const atomEntry = z.object({
  id: textNode,
  title: textNode,
  summary: textNode,
  content: textNode,
  published: textNode,
  updated: textNode,
  author: listOf(z.object({ name: textNode }).nullish().catch(null)),
  category: listOf(z.object({ '@term': attribute }).nullish().catch(null)),
  primary_category: z.object({ '@term': attribute }).nullish().catch(null),
  link: listOf(
    z.object({ '@href': attribute, '@rel': attribute, '@title': attribute }).nullish().catch(null),
  ),
  doi: textNode,
  journal_ref: textNode,
  comment: textNode,
});

export async function* readArxiv(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  let entry = 0;
  for await (const found of entriesOf(text.pieces)) {
    entry++;
    if ('problem' in found) {
      yield skipped(text.file, entry, found.problem);
      continue;
    }
    try {
      const { entry: parsed } = parser.parse(found.xml) as { entry: unknown };
      const atom = atomEntry.parse(parsed);
      yield* makePaper(recordOf(atom), { file: text.file, entry, source });
    } catch (error) {
      yield skipped(
        text.file,
        entry,
        `The entry cannot be read as XML (${reasonOf(error)}): ${shown(found.xml)}.`,
      );
    }
  }
}

function recordOf(atom: z.infer<typeof atomEntry>): Record<string, unknown> {
  const id = atom.id ?? '';
  const page = atom.link?.find((link) => link?.['@rel'] === 'alternate') ?? atom.link?.[0];
  const terms = (atom.category ?? []).map((category) => category?.['@term'] ?? '');
  const doiLink = atom.link?.find((link) => link?.['@title'] === 'doi')?.['@href'];
  return {
    id: arxivNumber(id) ?? id,
    title: atom.title,
    abstract: atom.summary ?? atom.content,
    authors: (atom.author ?? []).map((author) => author?.name ?? ''),
    year: atom.published ?? atom.updated,
    venue: atom.journal_ref,
    url: page?.['@href'] ?? id,
    doi: atom.doi ?? doiLink,
    // The primary category first: it is the one that a paper is coloured by.
    categories: [atom.primary_category?.['@term'] ?? '', ...terms],
    comment: atom.comment,
  };
}

/** The text of each entry element, or why there is no end to it. */
async function* entriesOf(
  pieces: AsyncIterable<string>,
): AsyncGenerator<{ xml: string } | { problem: string }> {
  let buffer = '';
  /** Up to here there is no end of the entry at the head of the buffer. */
  let searched = 0;
  for await (const piece of pieces) {
    buffer += piece;
    for (;;) {
      const start = /<(?:\w+:)?entry[\s>]/.exec(buffer.slice(0, maxEntryLength));
      if (!start) {
        // The beginning of a tag may be at the end of this piece.
        buffer = buffer.slice(-32);
        searched = 0;
        break;
      }
      if (start.index > 0) {
        buffer = buffer.slice(start.index);
        searched = 0;
      }
      const ending = /<\/(?:\w+:)?entry\s*>/g;
      ending.lastIndex = Math.max(0, searched - 32);
      const end = ending.exec(buffer);
      if (!end && buffer.length <= maxEntryLength) {
        searched = buffer.length;
        break;
      }
      if (!end) {
        yield {
          problem: `The entry has more than ${maxEntryLength.toLocaleString('en')} characters: ${shown(buffer)}.`,
        };
        buffer = buffer.slice(start[0].length);
      } else {
        yield { xml: buffer.slice(0, end.index + end[0].length) };
        buffer = buffer.slice(end.index + end[0].length);
      }
      searched = 0;
    }
  }
  if (/^<(?:\w+:)?entry[\s>]/.test(buffer)) yield { problem: `The entry is cut off: ${shown(buffer)}.` };
}
