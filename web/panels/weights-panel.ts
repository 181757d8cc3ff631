/** How much each part of the question counts, and how varied the answer is: sliders, folded away until they are wanted. */
import { byId, element } from '../element.ts';
import type { PageState } from '../page-state.ts';
import { type PartName, presentParts } from '../view-state.ts';
import { keepPlace } from './keep-place.ts';
import type { PanelParts } from './panel-parts.ts';

const partLabels: Record<PartName, string> = {
  text: 'Your text',
  like: 'Liked papers',
  unlike: 'Disliked papers',
  near: 'Topics and area',
};

/** The places of a slider: a weight is a proportion, so that half is as far from 1 as double. */
export const weightSteps = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3, 5, 10];

/** The place nearest to a weight: an address may have any. */
export function stepOf(weight: number): number {
  const far = weightSteps.map((step) => Math.abs(step - weight));
  return far.indexOf(Math.min(...far));
}

interface Slider {
  key: string;
  name: string;
  /** What the places of the slider stand for. */
  range: { min: number; max: number; step: number; value: number };
  says(place: number): string;
  changed(place: number): void;
}

export function weightsPanel({ store }: Pick<PanelParts, 'store'>): void {
  const mount = byId('weights');

  const slider = ({ key, name, range, says, changed }: Slider): HTMLElement => {
    const output = element('output', { class: 'number', for: key, text: says(range.value) });
    const input = element('input', {
      ...{ type: 'range', id: key, 'data-key': key, ...range },
      'aria-valuetext': says(range.value),
      // The number follows the hand; the question is asked when it rests.
      oninput: () => {
        output.textContent = says(input.valueAsNumber);
        input.setAttribute('aria-valuetext', says(input.valueAsNumber));
      },
      onchange: () => changed(input.valueAsNumber),
    });
    return element('div', { class: 'slider' }, element('label', { for: key, text: name }), input, output);
  };

  const weightSlider = (part: PartName, { asked }: PageState): HTMLElement =>
    slider({
      key: `weight-${part}`,
      name: partLabels[part],
      range: { min: 0, max: weightSteps.length - 1, step: 1, value: stepOf(asked.weights[part]) },
      says: (place) => {
        const given = asked.weights[part];
        const weight = place === stepOf(given) ? given : weightSteps[place];
        return weight === 0 ? 'left out' : `× ${weight}`;
      },
      changed: (place) =>
        store.ask({ weights: { ...store.state.asked.weights, [part]: weightSteps[place] } }, 'typing'),
    });

  const draw = (state: PageState) =>
    keepPlace(mount, () => {
      const { asked } = state;
      const parts = presentParts(asked);
      if (parts.length === 0) {
        mount.replaceChildren();
        return;
      }
      const variety = slider({
        key: 'diversity',
        name: 'Varied results',
        range: { min: 0, max: 1, step: 0.1, value: asked.diversity },
        says: (value) => (value === 0 ? 'off' : String(value)),
        changed: (value) => store.ask({ diversity: value }, 'typing'),
      });
      const changed =
        asked.diversity > 0 || (parts.length > 1 && parts.some((part) => asked.weights[part] !== 1));
      mount.replaceChildren(
        element(
          'details',
          { class: 'weights-panel' },
          element(
            'summary',
            { 'data-key': 'weights' },
            changed ? 'Weights and variety: changed' : 'Weights and variety',
          ),
          element(
            'div',
            { class: 'sliders', role: 'group', 'aria-label': 'Weights and variety' },
            ...(parts.length > 1 ? parts.map((part) => weightSlider(part, state)) : []),
            variety,
          ),
        ),
      );
    });
  store.subscribe(({ asked }) => [presentParts(asked).join(), asked.weights, asked.diversity], draw);
}
