import { createHash } from 'crypto';
import { basisOf, changedFacts, type FactBasis } from './basis';

const A = 'component:default/a';
const B = 'component:default/b';
const C = 'component:default/c';

const of = (...facts: [string, FactBasis | undefined][]) =>
  basisOf(facts.map(([label, basis]) => ({ label, basis })));
/** What is called so now is called otherwise since. */
const changed = async (
  accepted: ReturnType<typeof basisOf> | undefined,
  now: ReturnType<typeof basisOf>,
  names: Record<string, string> = {},
  before: Record<string, string[]> = {},
) => {
  const asked: string[][] = [];
  const called = async (refs: readonly string[]) => {
    asked.push([...refs]);
    return new Map(refs.map(ref => [ref, names[ref] ?? ref]));
  };
  const [labels] = await changedFacts(
    {
      called,
      formerly: async refs =>
        new Map(refs.flatMap(ref => (before[ref] ? [[ref, before[ref]]] : []))),
    },
    [{ accepted, now }],
  );
  return { labels: [...labels].sort(), asked: asked.length };
};

describe('what an acceptance rests on', () => {
  const needs = of(['Needs', { refs: [A, B] }], ['Owner', { refs: [C] }]);

  it('is the same in whatever order it is told, and under other names', async () => {
    expect(
      await changed(
        needs,
        of(['Owner', { refs: [C] }], ['Needs', { refs: [B, A] }]),
      ),
    ).toMatchObject({ labels: [] });
    const D = 'component:default/d';
    expect(
      await changed(
        needs,
        of(['Needs', { refs: [D, B] }], ['Owner', { refs: [C] }]),
        {
          [A]: D,
        },
      ),
    ).toEqual({ labels: [], asked: 1 });
    // Without a rename it is another thing.
    expect(
      await changed(
        needs,
        of(['Needs', { refs: [D, B] }], ['Owner', { refs: [C] }]),
      ),
    ).toMatchObject({ labels: ['Needs'] });
  });

  it('is changed by what is needed beside it, what is told no more, and by words', async () => {
    const more = of(
      ['Needs', { refs: [A, B, C] }],
      ['Hours', { words: '8–18' }],
    );
    expect((await changed(needs, more)).labels).toEqual([
      'Hours',
      'Needs',
      'Owner',
    ]);
    const some = (words: string, ...refs: string[]) =>
      of(['Some of', { words, refs }], ['Some of', { words: '1', refs: [C] }]);
    expect((await changed(some('2', A, B), some('2', B, A))).labels).toEqual(
      [],
    );
    expect((await changed(some('2', A, B), some('1', A, B))).labels).toEqual([
      'Some of',
    ]);
    expect(
      await changed(of(['x', { words: 'a' }]), of(['x', { words: 'b' }])),
    ).toEqual({ labels: ['x'], asked: 0 });
    expect((await changed(undefined, needs)).labels).toEqual([]);
  });

  it('that was kept when names were a hash as well is still what it was', async () => {
    const hash = (...texts: string[]) =>
      createHash('sha256')
        .update(JSON.stringify([...texts].sort()))
        .digest('hex')
        .slice(0, 16);
    const before = {
      Needs: hash(`${A} ${B}`),
      Nothing: hash(''),
      'Some of': hash(`2 ${A} ${B}`, `1 ${C}`),
      Words: hash('Gold', 'Silver'),
    };
    const now = of(
      ['Needs', { refs: [B, A] }],
      ['Nothing', { refs: [] }],
      ['Some of', { words: '1', refs: [C] }],
      ['Some of', { words: '2', refs: [A, B] }],
      ['Words', { words: 'Silver' }],
      ['Words', { words: 'Gold' }],
    );
    expect((await changed(before, now)).labels).toEqual([]);
    expect((await changed({ ...before, Needs: hash(A) }, now)).labels).toEqual([
      'Needs',
    ]);
    // Whatever of it is called otherwise by now, and whichever name came first then.
    const formerly = {
      [A]: ['component:default/z', 'component:default/y'],
      [C]: ['component:default/w'],
    };
    const renamed = {
      ...before,
      Needs: hash(`${B} component:default/z`),
      'Some of': hash(`2 ${B} component:default/y`, '1 component:default/w'),
    };
    expect((await changed(renamed, now)).labels).toEqual(['Needs', 'Some of']);
    expect((await changed(renamed, now, {}, formerly)).labels).toEqual([]);
    expect(
      (
        await changed(
          { ...renamed, Needs: hash(`${B} component:default/w`) },
          now,
          {},
          formerly,
        )
      ).labels,
    ).toEqual(['Needs']);
  });
});
