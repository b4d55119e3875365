/* eslint-disable jest/no-export -- stories of strategy.test.ts, which begins them: one portal for all */
import type { Scene } from './strategyStories';

const PAYMENTS = 'group:default/payments';
const OBJECTIVES = '/portfolio/objectives';
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString();

/** Objectives that are part of another one. */
export function partStories(scene: () => Scene): void {
  const as = (who: string) => scene().itsm.as(who);
  const ok: Scene['ok'] = asked => scene().ok(asked);
  const refused: Scene['refused'] = asked => scene().refused(asked);
  const go: Scene['go'] = (...said) => scene().go(...said);
  const objective = (parent?: string) =>
    ok(
      as('maria').post(OBJECTIVES, {
        title: 'Made of others',
        ownerRef: PAYMENTS,
        periodTo: inDays(30),
        parent,
      }),
    );
  const keyResult = (number: string) =>
    ok(
      as('maria').post(`${OBJECTIVES}/${number}/key-results`, {
        title: 'Share of what is done',
        start: 0,
        target: 100,
      }),
    );

  describe('objectives that are part of one', () => {
    /** One that is pursued and measured by as many key results as there are values. */
    const measured = async (
      parent: string | undefined,
      ...values: number[]
    ) => {
      const { number } = await objective(parent);
      for (const value of values) {
        const { items } = await keyResult(number);
        const { id } = items[items.length - 1];
        await ok(
          as('maria').post(
            `${OBJECTIVES}/${number}/key-results/${id}/check-ins`,
            {
              value,
            },
          ),
        );
      }
      if (values.length > 0) await ok(go(number, 'activate'));
      return number;
    };
    const told = async (number: string, who = 'rita') => {
      const [{ progress }, results] = [
        await ok(as(who).get(`${OBJECTIVES}/${number}`)),
        await ok(as(who).get(`${OBJECTIVES}/${number}/key-results`)),
      ];
      // Lists work it out in SQL, the page with the pure function.
      if (progress === undefined) expect(results.progress).toBeUndefined();
      else expect(progress).toBeCloseTo(results.progress, 10);
      return results;
    };

    it('count as much as a key result each, down to the last', async () => {
      const top = await measured(undefined, 100);
      expect(await told(top)).toMatchObject({ progress: 1, parts: [] });
      const part = await measured(top, 0, 50);
      expect(await told(top)).toMatchObject({
        progress: 0.625,
        parts: [{ number: part, statusLabel: 'Active', progress: 0.25 }],
        otherParts: 0,
      });
      const below = await measured(part, 100);
      expect(await told(part)).toMatchObject({ progress: 0.5 });
      expect(await told(top)).toMatchObject({ progress: 0.75 });
      // Drafts and what was dropped are not there yet or no more.
      await measured(top);
      expect(await told(top)).toMatchObject({ progress: 0.75 });
      await ok(go(below, 'drop', { outcome: 'Nobody needs it.' }));
      expect(await told(top)).toMatchObject({ progress: 0.625 });
      // Lists sort by it.
      const list = await ok(
        as('rita').get(
          `${OBJECTIVES}?sort=portfolio.objective-progress&limit=100`,
        ),
      );
      expect(
        list.items.find((one: any) => one.number === top).progress,
      ).toBeCloseTo(0.625, 10);
    });

    it('let an objective be pursued that has no key result of its own', async () => {
      const top = await measured(undefined);
      expect((await refused(go(top, 'activate')))[0]).toBe(409);
      await measured(top, 40);
      expect(await ok(go(top, 'activate'))).toMatchObject({
        status: 'active',
        keyResults: 0,
        progress: 0.4,
      });
    });

    it('do not count while they are restricted: how far it is, is the same for everybody', async () => {
      const top = await measured(undefined, 20);
      const secret = await measured(top, 100);
      await ok(
        as('maria').patch(`${OBJECTIVES}/${secret}`, {
          visibility: 'restricted',
        }),
      );
      for (const who of ['maria', 'rita'])
        expect(await told(top, who)).toMatchObject({
          progress: 0.2,
          parts: [],
          otherParts: 0,
        });
    });

    it('are part of no circle', async () => {
      const top = await measured(undefined, 20);
      const part = await measured(top, 40);
      const below = await measured(part, 60);
      expect(
        await refused(
          as('maria').post(`/records/${top}/links`, {
            kind: 'child-of',
            target: below,
          }),
        ),
      ).toEqual([
        409,
        `${below} belongs to ${top} itself; the two cannot belong to each other`,
      ]);
      expect((await told(top)).parts).toHaveLength(1);
    });
  });
}
