import { arithmeticWords, type Arithmetic } from './arithmetic';

/** A step of an arithmetic among others in a list; its parts are places in it. */
export interface Step {
  kind: Arithmetic['kind'];
  value: number;
  /** In figures, e.g. `99.9 % × 99.9 % = 99.8001 %`. */
  words: string;
  /** Whose it is: of `given` whose own part is asked for both ways. */
  ref?: string;
  /** What is in common, of `exact`. */
  refs?: string[];
  atLeast?: number;
  /** Of `given` how likely it is up. */
  chance?: number;
  /** Of `given` what is if it is up, and what is if it is down. */
  parts: number[];
}

/** An arithmetic as a list, the first of which is the whole. */
export function stepsOf(whole: Arithmetic): Step[] {
  const steps: Step[] = [];
  const add = (part: Arithmetic): number => {
    const place = steps.length;
    const { kind, value } = part;
    const step: Step = { kind, value, words: arithmeticWords(part), parts: [] };
    steps.push(step);
    if (part.kind === 'exact') step.refs = part.refs;
    else if (part.kind !== 'all') step.ref = part.ref;
    if (part.kind === 'group') step.atLeast = part.atLeast;
    if (part.kind === 'given') {
      step.chance = part.chance;
      step.parts = [add(part.up), add(part.down)];
    } else if (part.kind === 'item') {
      step.parts = part.behind ? [add(part.behind)] : [];
    } else if (part.kind === 'all' || part.kind === 'group') {
      step.parts = part.parts.map(add);
    }
    return place;
  };
  add(whole);
  return steps;
}
