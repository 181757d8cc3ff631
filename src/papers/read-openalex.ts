import { z } from 'zod';
import type { ImportEntry, PaperText } from './import-entry.ts';
import { jsonRecords } from './json-records.ts';
import type { LooseRecord } from './make-paper.ts';
import { papersOfJson } from './read-json.ts';

/** More words than any abstract has; an index with larger positions is damaged. */
const maxPosition = 50_000;

// Every part may be missing or null, and one that is not as expected does not cost the paper: it counts as missing.
const text = z.string().nullish().catch(null);
const named = z.object({ display_name: text }).nullish().catch(null);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).nullish().catch(null);
const place = z.object({ source: named, landing_page_url: text }).nullish().catch(null);

const openAlexWork = z.object({
  id: text,
  doi: text,
  title: text,
  display_name: text,
  publication_year: z.unknown().optional(),
  language: text,
  type: text,
  cited_by_count: z.number().nullish().catch(null),
  abstract: text,
  abstract_inverted_index: z
    .record(z.string(), z.array(z.number().int().nonnegative()))
    .nullish()
    .catch(null),
  authorships: listOf(z.object({ author: named }).nullish().catch(null)),
  primary_location: place,
  best_oa_location: place,
  host_venue: named,
  keywords: listOf(z.object({ display_name: text, keyword: text }).nullish().catch(null)),
  concepts: listOf(
    z
      .object({ display_name: text, level: z.number().nullish().catch(null) })
      .nullish()
      .catch(null),
  ),
  primary_topic: z.object({ display_name: text, subfield: named, field: named }).nullish().catch(null),
  open_access: z.object({ oa_status: text }).nullish().catch(null),
});

/**
 * OpenAlex works (https://docs.openalex.org/api-entities/works/work-object): one work, an answer with `results`, or one
 * work a line. Of the some sixty fields of a work those are kept that tell papers apart; the rest (counts by year, lists
 * of cited works) is left out. Categories are the field and subfield of the primary topic, or the top concepts of older
 * files.
 */
export function readOpenAlex(text: PaperText, source: string): AsyncGenerator<ImportEntry> {
  return papersOfJson(jsonRecords(text), text.file, source, adapted);
}

function adapted(record: LooseRecord): LooseRecord {
  const work = openAlexWork.parse(record);
  const topic = work.primary_topic;
  const concepts = (work.concepts ?? []).filter((concept) => concept?.level === 0);
  const categories = topic ? [topic.field, topic.subfield] : concepts;
  const openAlexId = work.id?.replace(/^https?:\/\/openalex\.org\//, '');
  return {
    id: openAlexId,
    // Something that is no text goes on as it is, so that the issue can name it.
    title: work.title ?? work.display_name ?? record.title,
    abstract: work.abstract_inverted_index
      ? textOfInvertedIndex(work.abstract_inverted_index)
      : work.abstract,
    authors: (work.authorships ?? []).map((authorship) => authorship?.author?.display_name ?? ''),
    year: work.publication_year,
    venue: work.primary_location?.source?.display_name ?? work.host_venue?.display_name,
    url:
      work.primary_location?.landing_page_url ??
      work.best_oa_location?.landing_page_url ??
      work.doi ??
      work.id,
    doi: work.doi,
    categories: categories.map((category) => category?.display_name ?? ''),
    keywords: (work.keywords ?? []).map((keyword) => keyword?.display_name ?? keyword?.keyword ?? ''),
    type: work.type,
    language: work.language,
    topic: topic?.display_name,
    'open access': work.open_access?.oa_status,
    'cited by': work.cited_by_count,
  };
}

/** {"maps": [1], "We": [0]} is "We maps": OpenAlex gives abstracts as the positions of each word. */
export function textOfInvertedIndex(index: Readonly<Record<string, readonly number[]>>): string {
  const words: { position: number; word: string }[] = [];
  for (const [word, positions] of Object.entries(index))
    for (const position of positions) if (position < maxPosition) words.push({ position, word });
  return words
    .sort((a, b) => a.position - b.position)
    .map(({ word }) => word)
    .join(' ');
}
