import {
  DEMAND_POINTS_FIELD,
  DEMAND_SCORE_FIELD,
  demandScore,
  USUAL_DEMAND_WEIGHTS,
} from '@callboard/plugin-itsm-common';
import {
  DEMAND,
  ok,
  refused,
  type DemandDesk,
  type Portal,
} from './demandStories';

const ORPHAN = 'component:default/orphan';

/**
 * Whether the database orders needs by the very score that their pages explain, however it is weighed.
 *
 * @returns how many scores were held against each other
 */
export async function ranksAsThePagesSay(
  itsm: Portal,
  { file, settled }: DemandDesk,
): Promise<number> {
  const { knex } = itsm;
  // Every value of every criterion, and none, in every other company.
  const rated = (i: number, step: number) => (i * step) % 6 || null;
  const needs = Array.from({ length: 25 }, (_, i) => ({
    value: rated(i, 1),
    cost: rated(i + 1, 5),
    risk: rated(i + 2, 7),
    fit: rated(i * 2 + 1, 1),
    points: (i * 17) % 41,
  }));
  const { id } = await file('rita', { title: 'The first of many' });
  const record = await knex('records').where({ id }).first();
  const detail = await knex('demands').where({ record_id: id }).first();
  const ids = needs.map(
    (_, i) => `${id.slice(0, -4)}${(4096 + i).toString(16)}`,
  );
  await knex('records').insert(
    ids.map((one, i) => ({
      ...record,
      id: one,
      number: `DEM-9${i}`,
      title: `Ranked ${i}`,
      service_ref: ORPHAN,
    })),
  );
  await knex('demands').insert(
    ids.map((one, i) => ({
      ...detail,
      record_id: one,
      value_score: needs[i].value,
      cost_score: needs[i].cost,
      risk_score: needs[i].risk,
      fit_score: needs[i].fit,
    })),
  );
  await knex('demand_votes').insert(
    ids.flatMap((one, i) =>
      needs[i].points === 0
        ? []
        : [
            {
              record_id: one,
              voter_ref: 'user:default/somebody',
              points: needs[i].points,
              weight: 1,
              weight_label: 'Everybody else',
              voted_at: 1,
            },
          ],
    ),
  );
  const scoreOf = (
    { points, ...given }: (typeof needs)[number],
    weights = USUAL_DEMAND_WEIGHTS,
  ) =>
    demandScore(
      Object.fromEntries(Object.entries(given).filter(([, v]) => v !== null)),
      points,
      weights,
    ).score;
  const ranked = async (field: string) =>
    (
      await ok(
        itsm
          .as('dana')
          .get(
            `${DEMAND}?sort=${field}&order=desc&limit=200&service=${ORPHAN}`,
          ),
      )
    ).items;
  const checked = async (weights = USUAL_DEMAND_WEIGHTS) => {
    const items = await ranked(DEMAND_SCORE_FIELD);
    expect(items).toHaveLength(needs.length);
    for (const { id: one, score } of items)
      expect(score.score).toBe(scoreOf(needs[ids.indexOf(one)], weights));
    const scores = items.flatMap((item: any) => item.score.score ?? []);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    // The database's own number is exactly that of the page.
    const half = scores[Math.floor(scores.length / 2)];
    const equal = await ok(
      itsm
        .as('dana')
        .get(
          `${DEMAND}?service=${ORPHAN}&limit=200&filter=${encodeURIComponent(
            JSON.stringify({ [DEMAND_SCORE_FIELD]: half }),
          )}`,
        ),
    );
    expect(equal.items.map((item: any) => item.id).sort()).toEqual(
      items
        .filter((item: any) => item.score.score === half)
        .map((item: any) => item.id)
        .sort(),
    );
    return scores;
  };
  const usual = await checked();
  const points = (await ranked(DEMAND_POINTS_FIELD)).map(
    (item: any) => item.points,
  );
  expect(points).toEqual([...points].sort((a: number, b: number) => b - a));

  // Weighed in another way, all are ranked anew.
  const weights = { value: 0, cost: 7, risk: 1, fit: 1, votes: 9 };
  const written = {
    name: 'What is cheap and wanted',
    weights,
    fullVotes: 17,
  };
  const put = (key: string, body: object) =>
    itsm.as('zoe').put(`/definitions/demand-score/${key}`, { body });
  expect(await refused(put('mine', written))).toEqual([
    400,
    expect.stringContaining('must have the key standard'),
  ]);
  await ok(put('standard', written));
  await settled();
  const other = await checked({ ...weights, fullVotes: 17 });
  expect(other).not.toEqual(usual);
  expect((await ok(itsm.as('rita').get(`${DEMAND}/settings`))).score).toEqual({
    name: written.name,
    weights,
    fullVotes: 17,
  });
  await ok(itsm.as('zoe').delete('/definitions/demand-score/standard'));
  await settled();
  expect(await checked()).toEqual(usual);
  return usual.length;
}
