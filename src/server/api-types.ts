/** The types of the API, for the page: types only, so that no server code reaches the browser. */
import type { z } from 'zod';
import type * as schemas from './api-schemas.ts';
import type * as matching from './match-schemas.ts';

export type Filter = z.infer<typeof schemas.filterSchema>;
export type Region = z.infer<typeof schemas.regionSchema>;
export type DuplicateWay = NonNullable<z.output<typeof schemas.duplicatesSchema>>;
export type ExampleWay = NonNullable<z.output<typeof schemas.examplesSchema>>;
export type SearchRequest = z.input<typeof schemas.searchRequestSchema>;
export type SuggestRequest = z.input<typeof schemas.suggestRequestSchema>;
export type SearchMode = z.infer<typeof schemas.modeSchema>;
export type TextSpan = z.infer<typeof schemas.spanSchema>;
export type Hit = z.infer<typeof schemas.hitSchema>;
export type Hits = z.infer<typeof schemas.hitsSchema>;
export type PaperDetail = z.infer<typeof schemas.paperSchema>;
export type PaperHead = z.infer<typeof schemas.papersSchema>['papers'][number];
export type Topic = z.infer<typeof schemas.topicSchema>;
export type Topics = z.infer<typeof schemas.topicsSchema>;
export type Facets = z.infer<typeof schemas.facetsSchema>;
export type Info = z.infer<typeof schemas.infoSchema>;
export type MapHead = z.infer<typeof schemas.mapHeadSchema>;
export type ApiError = z.infer<typeof schemas.errorSchema>;
export type Match = z.infer<typeof matching.matchSchema>;
export type MatchEntry = z.infer<typeof matching.matchEntrySchema>;
export type MatchCandidate = z.infer<typeof matching.matchCandidateSchema>;
export type GapsRequest = z.input<typeof matching.gapsRequestSchema>;
export type Gaps = z.infer<typeof matching.gapsSchema>;
export type GapHit = z.infer<typeof matching.gapHitSchema>;
