/** What this corpus is and how far its map and search can be trusted, in plain words. */
import type { Info } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { failureNote, placeholder } from './failure-note.ts';
import { openDialog } from './open-dialog.ts';
import type { PanelParts } from './panel-parts.ts';
import { inThousands, paperCount } from './paper-count.ts';

export function infoDialog({ store, retry }: PanelParts): { open(): void } {
  const dialog = byId<HTMLDialogElement>('info-dialog');
  const line = byId('corpus-line');
  store.subscribePatiently(
    (state) => [state.info],
    ({ info }) => {
      const content =
        info.status === 'ready'
          ? parts(info.value)
          : [
              info.status === 'failed'
                ? failureNote('The figures could not be fetched.', info.sentence, () => retry('info'))
                : placeholder(8),
            ];
      const head = element('h2', { id: 'info-title', text: 'About this corpus' });
      dialog.querySelector('.dialog-body')?.replaceChildren(head, ...content);
      if (info.status !== 'ready') {
        line.replaceChildren();
        return;
      }
      // The name gives way in a narrow window, the number does not.
      const papers = paperCount(info.value.papers);
      line.replaceChildren(
        element('span', { class: 'corpus-name', text: info.value.corpus, dir: 'auto' }),
        element('span', { class: 'corpus-size', text: papers }),
      );
    },
  );
  return { open: () => openDialog(dialog) };
}

function parts(info: Info): HTMLElement[] {
  const seconds = Object.entries(info.seconds).map(([stage, took]) => fact(stage, `${took.toFixed(1)} s`));
  return [
    element(
      'dl',
      { class: 'facts' },
      fact('Papers', inThousands(info.papers)),
      fact('Versions', groupCount(info)),
      fact('Topics', topicCount(info.topicsByLevel)),
      fact('Model', `${info.model}, ${info.dimensions} numbers a paper`),
      fact(
        'Built',
        `${new Date(info.builtAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}, seed ${info.seed}`,
      ),
      fact('Nearby', info.version),
    ),
    element('h3', { text: 'How far to trust it' }),
    element(
      'dl',
      { class: 'figures' },
      figure(
        'Search finds',
        share(info.recallAt10),
        'of the 10 truly nearest papers (recall@10), measured against a full comparison.',
      ),
      figure(
        'Near on the map',
        score(info.trustworthinessAt15),
        'Trustworthiness: 1 means that papers near on the map are near in meaning.',
      ),
      figure(
        'Kept together',
        score(info.continuityAt15),
        'Continuity: 1 means that papers near in meaning are near on the map.',
      ),
      figure(
        'In doubt on the map',
        info.papersAstray === null ? 'not counted' : count(info.papersAstray, info.papers),
        info.papersAstray === null
          ? 'The map was made before this was counted. Run “nearby build” on this corpus once more.'
          : 'Papers far from most of those nearest in meaning. Colour by trust in the place to see which.',
      ),
      figure(
        'Cut texts',
        count(info.textsCut, info.papers),
        `Longer than the ${info.maxTokens} tokens that the model reads; their ends did not count.`,
      ),
      figure(
        'Without abstract',
        count(info.papersWithoutAbstract, info.papers),
        'Placed by their titles alone.',
      ),
      figure(
        'Without topic',
        count(info.papersWithoutTopic, info.papers),
        'They stand between groups or alone.',
      ),
    ),
    element('p', {
      class: 'answer-note',
      text: `A map in two dimensions always bends something: trust the list of nearest papers over distances on the map. Index: ${info.indexNote || info.index}.`,
    }),
    element('h3', { text: 'Seconds to build' }),
    element('dl', { class: 'facts' }, ...seconds),
  ];
}

/** How many papers are there more than once, in words. */
export function groupCount({ groups, papersInGroups }: Pick<Info, 'groups' | 'papersInGroups'>): string {
  if (groups === 0) return 'none: each paper is there once';
  return `${paperCount(groups)} in ${inThousands(papersInGroups)} versions or copies`;
}

/** @param byLevel how many topics, coarsest level first. */
export function topicCount(byLevel: readonly number[]): string {
  const sum = inThousands(byLevel.reduce((all, topics) => all + topics, 0));
  return byLevel.length > 1 ? `${sum}, coarse to fine: ${byLevel.map(inThousands).join(' + ')}` : sum;
}

function fact(name: string, value: string): HTMLElement {
  return element('div', {}, element('dt', { text: name }), element('dd', { text: value }));
}

function figure(name: string, value: string, meaning: string): HTMLElement {
  return element(
    'div',
    {},
    element('dt', { text: name }),
    element('dd', {}, element('strong', { text: value }), element('span', { text: meaning })),
  );
}

const share = (value: number | null) =>
  value === null ? 'not measured' : `${Number((value * 100).toFixed(1))} %`;
const score = (value: number | null) => (value === null ? 'not measured' : value.toFixed(3));
const count = (value: number, of: number) => `${inThousands(value)} of ${inThousands(of)}`;
