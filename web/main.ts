/** Puts the page together: state, server, panels, map and keys. Everything else can run without this file. */
import type { Topics } from '../src/server/api-types.ts';
import { connectAddressBar } from './address-bar.ts';
import { Api } from './api.ts';
import { CollectionStore } from './collection-store.ts';
import { byId } from './element.ts';
import { pointsFirst } from './first-picture.ts';
import { icon } from './icons.ts';
import { connectKeyboard, letterKeys } from './keyboard.ts';
import { mapMessages } from './map-messages.ts';
import { MapStage } from './map-stage.ts';
import { pageActions } from './page-actions.ts';
import { PageStore, shownValue } from './page-state.ts';
import { areaMenu } from './panels/area-menu.ts';
import { bibliographyDialog } from './panels/bibliography-dialog.ts';
import { collecting } from './panels/collect-menu.ts';
import { collectionsDialog } from './panels/collections-dialog.ts';
import { fileDrop } from './panels/file-drop.ts';
import { filters } from './panels/filters.ts';
import { helpDialog } from './panels/help-dialog.ts';
import { hitList } from './panels/hit-list.ts';
import { HoverCard } from './panels/hover-card.ts';
import { inView } from './panels/in-view.ts';
import { infoDialog } from './panels/info-dialog.ts';
import { legend } from './panels/legend.ts';
import { minimap } from './panels/minimap.ts';
import type { PanelParts } from './panels/panel-parts.ts';
import { paperPane } from './panels/paper-pane.ts';
import { pictureMenu } from './panels/picture-menu.ts';
import { searchPanel } from './panels/search-panel.ts';
import { takeAlong } from './panels/take-along.ts';
import { topicsPanel } from './panels/topics-panel.ts';
import { tray } from './panels/tray.ts';
import { undoButtons } from './panels/undo-buttons.ts';
import { viewButtons } from './panels/view-buttons.ts';
import { weightsPanel } from './panels/weights-panel.ts';
import { PaperHeads } from './paper-heads.ts';
import { Questions } from './questions.ts';
import { openSite } from './site/open-site.ts';
import { sitePanel } from './site/site-panel.ts';
import { tabs } from './tabs.ts';
import { ThemeSwitch } from './theme.ts';
import { readViewState } from './view-state.ts';

const { state: asked, notes } = readViewState(location.search);
const store = new PageStore({
  asked,
  notes,
  tab: asked.selected !== null ? 'paper' : asked.compare ? 'topics' : 'results',
  listTab: asked.compare ? 'topics' : 'results',
});
const site = openSite();
const api = new Api(site?.fetcher, () => store.set({ isOutdated: true }));
const heads = new PaperHeads(api);
const questions = new Questions(store, api, heads);
questions.askCorpus();
const actions = pageActions(store, (topic) => map.zoomToTopic(topic));
const take = takeAlong(store, api);
let kept: CollectionStore | null = null;
const collect = collecting(() => kept);
const parts: PanelParts = { store, actions, heads, take, collect, retry: (kind) => questions.ask(kind) };

const map = new MapStage({
  store,
  actions,
  heads,
  hoverCard: new HoverCard(parts),
  pointsShown: pointsFirst(store, byId('panel')),
});
const search = searchPanel(parts);
tray(parts);
tabs(store);
weightsPanel(parts);
filters(parts);
const hits = hitList(parts);
const keepTopics = (value: Topics) => store.set({ topics: { status: 'ready', value } });
topicsPanel({
  ...parts,
  canCompare: !site,
  names: {
    give: async (topic, name) => keepTopics(await api.nameTopic(topic, name)),
    takeBack: async (topic) => keepTopics(await api.unnameTopic(topic)),
    forget: async (name) => keepTopics(await api.forgetTopicName(name)),
  },
});
paperPane(parts);
legend(parts);
mapMessages(store, parts.retry, () => map.askTitles());
inView(parts, map);
const areas = areaMenu(parts, map);
const bibliography = bibliographyDialog(parts, api);
const collections = collectionsDialog(parts, api, () => kept);
store.subscribe(
  (state) => [shownValue(state.info)?.corpus],
  ({ info }) => {
    const corpus = shownValue(info)?.corpus;
    if (corpus === undefined || kept) return;
    kept = new CollectionStore(corpus, ({ collections, problem }) =>
      store.set({ collections, collectionsProblem: problem }),
    );
    addEventListener('storage', ({ key }) => kept?.otherTabChanged(key));
  },
);
if (!site) {
  fileDrop(
    (file) => bibliography.match(file),
    (sentence) => store.set({ notes: [sentence] }),
  );
}
const info = infoDialog(parts);
const help = helpDialog(letterKeys);

const themeButton = byId('theme-switch');
const themes = new ThemeSwitch((theme, choice) => {
  store.set({ theme });
  themeButton.replaceChildren(icon(choice));
  themeButton.setAttribute('aria-label', `Theme: ${choice}`);
  themeButton.title = choice === 'system' ? 'Theme: as the system' : `Theme: ${choice}`;
});
themeButton.addEventListener('click', () => themes.next());
const buttons = [
  ['open-bibliography', 'book', () => bibliography.open()],
  ['open-collections', 'bookmark', () => collections.open()],
  ['open-info', 'info', () => info.open()],
  ['open-help', 'help', () => help.open()],
  ['zoom-in', 'more', () => map.zoom(1)],
  ['zoom-out', 'less', () => map.zoom(-1)],
  ['zoom-fit', 'fit', () => map.fit()],
] as const;
for (const [id, name, does] of buttons) {
  byId(id).append(icon(name));
  byId(id).addEventListener('click', does);
}

for (const close of document.querySelectorAll('dialog .close')) close.append(icon('close'));

connectAddressBar(store);
undoButtons(store);
minimap(store, map);
const views = viewButtons(store, (view) => map.goTo(view));
pictureMenu(store, map);
connectKeyboard({ store, actions, hits, map, views, search, help, areas, collections });
if (site) sitePanel(site, store, questions);
questions.start();
map.connect();
