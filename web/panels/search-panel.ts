/** The search box: answers while typing, and at once on Enter; how it searches is tucked away under it. */
import type { SearchMode } from '../../src/server/api-types.ts';
import { byId, element } from '../element.ts';
import { icon } from '../icons.ts';
import { shownValue } from '../page-state.ts';
import { viewLimits } from '../part-reader.ts';
import { modes } from '../view-state.ts';
import { askingHint } from './asking-help.ts';
import type { PanelParts } from './panel-parts.ts';
import { questionList } from './question-list.ts';

/** A pause in typing that asks for an answer: shorter than a thought, longer than the gap between two keys. */
const typingPauseMs = 250;

const modeNames: Record<SearchMode, { name: string; explained: string }> = {
  fused: { name: 'Meaning and words', explained: 'Both, fused: the default.' },
  meaning: { name: 'Meaning', explained: 'Papers that say the same in other words.' },
  words: { name: 'Words', explained: 'Papers that use these very words.' },
};

export function searchPanel({ store }: Pick<PanelParts, 'store'>): { focus(): void } {
  const form = byId<HTMLFormElement>('search');
  const input = byId<HTMLInputElement>('search-text');
  input.maxLength = viewLimits.textLength;
  byId('search-button').append(icon('search'));
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** The text last asked for from here, so that answers do not overwrite what is being typed. */
  let sent = store.state.asked.text;
  input.value = sent;

  const send = (step: 'push' | 'typing') => {
    clearTimeout(pause);
    sent = input.value;
    if (sent === store.state.asked.text) return;
    store.ask({ text: sent }, step);
    store.set({ tab: 'results' });
  };
  input.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => send('typing'), typingPauseMs);
  });
  const earlier = questionList(input, (text) => {
    input.value = text;
    send('push');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    earlier.remember(input.value);
    send('push');
    store.set({ tab: 'results' });
  });

  // Left without Enter: what was answered while typing was a question too.
  input.addEventListener('change', () => earlier.remember(input.value));
  store.subscribe(
    (state) => [state.asked.text],
    ({ asked, step }) => {
      if (step === 'push') earlier.remember(asked.text);
    },
  );

  const summary = byId('search-mode-name');
  const choices = byId('search-modes');
  const radios = modes.map((mode) =>
    element('input', {
      type: 'radio',
      name: 'mode',
      value: mode,
      onchange: () => store.ask({ mode }),
    }),
  );
  radios.forEach((radio, i) => {
    const { name, explained } = modeNames[modes[i]];
    choices.append(
      element(
        'label',
        { class: 'choice' },
        radio,
        element('span', {}, name, element('small', { text: ` ${explained}` })),
      ),
    );
  });

  const listed = element('input', {
    type: 'checkbox',
    onchange: () => store.ask({ duplicates: listed.checked ? 'listed' : 'grouped' }),
  });
  const listing = element('label', { class: 'choice' }, listed, 'Show each version by itself');
  choices.append(listing, element('p', { class: 'answer-note', text: askingHint }));

  store.subscribe(
    (state) => [state.asked.text, state.asked.mode],
    ({ asked }) => {
      if (asked.text !== sent) {
        clearTimeout(pause);
        sent = asked.text;
        input.value = sent;
      }
      summary.textContent = modeNames[asked.mode].name;
      radios.forEach((radio, i) => {
        radio.checked = modes[i] === asked.mode;
      });
    },
  );
  store.subscribe(
    (state) => [state.asked.duplicates, state.info],
    ({ asked, info }) => {
      listed.checked = asked.duplicates === 'listed';
      // Where no paper has versions it would change nothing.
      listing.hidden = !listed.checked && shownValue(info)?.groups === 0;
    },
  );
  store.subscribe(
    (state) => [state.answer.status === 'loading'],
    ({ answer }) => form.classList.toggle('busy', answer.status === 'loading'),
  );
  return {
    focus() {
      input.focus();
      input.select();
    },
  };
}
