/** The form in which a topic is given a name: Enter keeps it, Esc leaves it as it was, and a failure is said beside it. */
import type { Topic } from '../../src/server/api-types.ts';
import { sentenceOf } from '../api.ts';
import { element } from '../element.ts';

/** The server's limit, in src/server/topic-schemas.ts: the page takes only types from there. */
const maxNameLength = 100;

export interface NameChanges {
  /** Reject with what a person should read. */
  give(topic: number, name: string): Promise<void>;
  takeBack(topic: number): Promise<void>;
  /** Of a name that fits no topic any more. */
  forget(name: string): Promise<void>;
}

/** @param ended called when it is to go: changed, or left as it was. */
export function topicNameForm(topic: Topic, changes: NameChanges, ended: () => void): HTMLFormElement {
  const input = element('input', {
    type: 'text',
    class: 'topic-name-input',
    'aria-label': `Name of the topic ${topic.name}`,
    maxlength: maxNameLength,
    dir: 'auto',
    value: topic.name,
    'data-key': `name:${topic.id}`,
  });
  const failure = element('p', { class: 'topic-name-failure', role: 'alert' });
  const save = element('button', { type: 'submit', class: 'button', text: 'Save' });
  const buttons = [save];
  const change = async (work: () => Promise<void>) => {
    for (const button of buttons) button.disabled = true;
    failure.textContent = '';
    try {
      await work();
      ended();
    } catch (thrown) {
      failure.textContent = `The name was not kept. ${sentenceOf(thrown)}`;
      for (const button of buttons) button.disabled = false;
      input.focus();
    }
  };
  const { foundName } = topic;
  const back =
    foundName === undefined
      ? null
      : element('button', {
          type: 'button',
          class: 'button',
          text: 'Use the name that was found',
          title: foundName,
          onclick: () => void change(() => changes.takeBack(topic.id)),
        });
  if (back) buttons.push(back);
  return element(
    'form',
    {
      class: 'topic-name-form',
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        const name = input.value.trim();
        if (name === '' || name === topic.name) ended();
        else if (name === foundName) void change(() => changes.takeBack(topic.id));
        else void change(() => changes.give(topic.id, name));
      },
      onkeydown: (event: KeyboardEvent) => {
        // The page's own keys are letters.
        event.stopPropagation();
        if (event.key === 'Escape') ended();
      },
    },
    input,
    element(
      'div',
      { class: 'topic-actions' },
      save,
      element('button', { type: 'button', class: 'button', text: 'Cancel', onclick: ended }),
      back,
    ),
    failure,
  );
}
