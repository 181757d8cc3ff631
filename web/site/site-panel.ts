/** What a site shows otherwise than a server's page: no bibliographies, and the model on its way. */
import { byId, element } from '../element.ts';
import type { PageStore } from '../page-state.ts';
import type { Questions } from '../questions.ts';
import type { Site } from './open-site.ts';
import type { ModelProgress } from './site-messages.ts';

export function sitePanel(site: Site, store: PageStore, questions: Pick<Questions, 'ask'>): void {
  // Read by the program only.
  byId('open-bibliography').hidden = true;
  byId('site-about').hidden = false;
  const mount = byId('site-model');
  const bar = element('progress', { 'aria-label': 'How much of the model has come' });
  const askAgain = () => {
    if (store.state.asked.text.trim() !== '') questions.ask('answer');
  };

  const draw = (progress: ModelProgress) => {
    mount.hidden = progress.status === 'here';
    if (progress.status === 'here') {
      mount.replaceChildren();
      askAgain();
    } else if (progress.status === 'failed') {
      mount.replaceChildren(
        element('p', {
          text: `The model did not come, so texts are found by words alone. ${progress.sentence}`,
        }),
        element('button', { type: 'button', class: 'button', text: 'Try again', onclick: askAgain }),
      );
    } else {
      bar.max = progress.ofBytes;
      bar.value = progress.bytes;
      if (bar.isConnected) return;
      // Said once, not at every piece: the bar shows the rest.
      const megabytes = Math.round(progress.ofBytes / 1e6);
      mount.replaceChildren(
        element('p', {
          text: `Fetching the model that finds texts by their meaning: ${megabytes} MB, once.`,
        }),
        bar,
      );
    }
  };
  site.onModel(draw);
}
