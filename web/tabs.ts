/** Which panel is shown. A wide window has Results and Topics, and shows tray and paper beside them; a narrow one has four. */
import { byId, element } from './element.ts';
import { icon } from './icons.ts';
import { type PageState, type PageStore, shownValue, type Tab } from './page-state.ts';

const names: Record<Tab, string> = { results: 'Results', topics: 'Topics', tray: 'Tray', paper: 'Paper' };

/** As in styles/layout.css. */
export const narrowWindow = '(max-width: 52rem)';

export function tabs(store: PageStore): void {
  const mount = byId('tabs');
  const panel = byId('panel');
  const buttons = (Object.keys(names) as Tab[]).map((tab) => {
    const count = element('span', { class: 'tab-count' });
    const button = element(
      'button',
      {
        type: 'button',
        class: 'tab',
        'data-tab': tab,
        'aria-controls': tab,
        onclick: () => store.set({ tab }),
      },
      names[tab],
      count,
    );
    return { tab, button, count };
  });
  const grow = element(
    'button',
    {
      type: 'button',
      class: 'icon-button small grow',
      'aria-label': 'Larger panel',
      'aria-pressed': 'false',
      onclick: () => {
        const tall = document.body.classList.toggle('tall-sheet');
        grow.setAttribute('aria-pressed', String(tall));
      },
    },
    icon('expand'),
  );
  mount.append(...buttons.map(({ button }) => button), grow);

  const narrow = matchMedia(narrowWindow);
  const press = () => {
    const { tab, listTab } = store.state;
    panel.dataset.tab = narrow.matches ? tab : listTab;
    for (const { tab: own, button } of buttons) {
      button.setAttribute('aria-pressed', String(own === panel.dataset.tab));
    }
  };
  narrow.addEventListener('change', press);
  store.subscribe((state) => [state.tab], press);
  store.subscribe(
    (state) => [state.answer, state.topics, state.asked.like, state.asked.unlike, state.asked.near],
    (state) => {
      const counts: Record<Tab, number> = {
        results: shownValue(state.answer)?.hits.length ?? 0,
        topics: shownValue(state.topics)?.topics.filter((topic) => topic.level === 0).length ?? 0,
        tray: trayed(state.asked),
        paper: 0,
      };
      for (const { tab, count } of buttons) {
        count.textContent = counts[tab] > 0 ? String(counts[tab]) : '';
      }
    },
  );
  store.subscribe(
    (state) => [state.asked.selected !== null],
    ({ asked }) => {
      document.body.classList.toggle('paper-open', asked.selected !== null);
    },
  );
}

const trayed = ({ like, unlike, near }: PageState['asked']) =>
  like.length + unlike.length + near.topics.length + (near.region ? 1 : 0);
