/** What every panel is handed. */
import type { PageActions } from '../page-actions.ts';
import type { PageStore } from '../page-state.ts';
import type { PaperHeads } from '../paper-heads.ts';
import type { QuestionKind } from '../questions.ts';
import type { Collecting } from './collect-menu.ts';
import type { TakeAlong } from './take-along.ts';

export interface PanelParts {
  store: PageStore;
  actions: PageActions;
  heads: PaperHeads;
  take: TakeAlong;
  collect: Collecting;
  retry(kind: QuestionKind): void;
}
