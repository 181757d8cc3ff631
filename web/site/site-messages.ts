/** What the page and the worker of a site say to each other. */
import type { SiteAnswer, SiteRequest } from '../../src/site/site-answers.ts';
import type { ModelProgress } from '../../src/site/site-model.ts';

export type { ModelProgress };

export type ToWorker =
  /** First of all: the address of the folder of data, with a slash at the end. */
  { kind: 'open'; data: string } | { kind: 'ask'; number: number; request: SiteRequest };

export type FromWorker =
  | { kind: 'answer'; number: number; answer: SiteAnswer }
  | { kind: 'model'; progress: ModelProgress };
