import { CART, PAYMENT } from '../__testUtils__/builders';
import { fieldsThen, relationsThen } from './comparedToNow';

it('marks the fields that differ, those too that were not there or are not any more', () => {
  const then = { fields: { 'labels.old': 'x', 'spec.a': 1, title: 'T' } };
  const now = { fields: { title: 'T', 'spec.a': 2, tags: ['new'] } };
  expect(fieldsThen(then, now)).toEqual([
    { field: 'title', was: 'T', is: 'T', differs: false },
    { field: 'spec.a', was: 1, is: 2, differs: true },
    { field: 'tags', was: undefined, is: ['new'], differs: true },
    { field: 'labels.old', was: 'x', is: undefined, differs: true },
  ]);
});

it('marks the relations that went and those that came since', () => {
  const on = (targetRef: string) => ({ type: 'dependsOn', targetRef });
  const owned = { type: 'ownedBy', targetRef: 'group:default/a' };
  expect(
    relationsThen(
      { relations: [owned, on(CART)] },
      { relations: [on(PAYMENT), owned] },
    ),
  ).toEqual([
    { ...on(CART), state: 'gone' },
    { ...on(PAYMENT), state: 'new' },
    { ...owned, state: 'same' },
  ]);
});
