import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import {
  PERCENTILES,
  type KpiAnswer,
  type KpiDefinition,
  type KpiQuestion,
  type KpiStatistic,
} from '@callboard/plugin-itsm-common';
import type { Facts, RecordFacts } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { toJournalRow } from '../kernel/followers/JournalReader';
import { changeFacts } from '../practices/changes/counted/changeFacts';
import { CHANGE_KPIS } from '../practices/changes/counted/kpis';
import { incidentFacts } from '../practices/incidents/counted/incidentFacts';
import { INCIDENT_KPIS } from '../practices/incidents/counted/kpis';
import { countByHand } from '../testing/countByHand';
import { MigratedDatabases } from '../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../../..');
const DAY = 24 * 3_600_000;
const MOST_QUESTIONS = 40;
const KPIS: readonly KpiDefinition[] = [...INCIDENT_KPIS, ...CHANGE_KPIS];
const COUNTED: readonly RecordFacts[] = [incidentFacts(), changeFacts];

/** Of the history of the demo, as it is made on the first start, every fourth record. */
function historyOf(what: 'incidentHistory' | 'changeHistory', now: number) {
  const file = resolve(ROOT, 'scripts/lib/demoHistory.mjs');
  const script = `import { ${what} } from ${JSON.stringify(`file://${file}`)};
    process.stdout.write(${what}(${now}));`;
  const csv = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script],
    { encoding: 'utf8', maxBuffer: 10_000_000 },
  );
  const [header, ...rows] = csv.trim().split('\n');
  return { header, rows: rows.filter(row => parseInt(row, 10) % 4 === 0) };
}

/** All facts by going through the journal once more, without those of restricted records. */
async function recount(knex: Knex): Promise<Map<string, Facts[]>> {
  const rows = await knex('journal')
    .where('subject_type', 'record')
    .orderBy([{ column: 'at' }, { column: 'position' }]);
  const records = await knex('records').select('id', 'type', 'visibility');
  const entries = new Map<string, ReturnType<typeof toJournalRow>[]>();
  for (const row of rows) {
    const entry = toJournalRow(row, new Map());
    const known = entries.get(entry.subjectId);
    if (known) known.push(entry);
    else entries.set(entry.subjectId, [entry]);
  }
  const facts = new Map<string, Facts[]>();
  for (const counted of COUNTED) {
    const { kind } = counted.kind;
    const own = records.filter(r => r.type === kind);
    facts.set(
      kind,
      own.flatMap(({ id, visibility }) => {
        const life = entries
          .get(id)!
          .reduce((state, e) => counted.apply(state, e), counted.begin());
        const restricted = visibility === 'restricted';
        return counted.facts(life, id).map(fact => ({ ...fact, restricted }));
      }),
    );
  }
  return facts;
}

interface Asked {
  question: KpiQuestion;
  kpi: KpiDefinition;
  statistic?: KpiStatistic;
  stated: boolean;
}

/** Every number by every statistic and basis. */
function questionsOf(
  kpis: readonly KpiDefinition[],
  period: Pick<KpiQuestion, 'from' | 'to' | 'where'>,
): Asked[] {
  return kpis.flatMap(kpi =>
    [kpi.formula, ...(kpi.stated ? [kpi.stated] : [])].flatMap((formula, i) =>
      (formula.of === 'value' ? formula.statistics : [undefined]).map(
        (statistic): Asked => ({
          kpi,
          statistic,
          stated: i === 1,
          question: {
            kpi: kpi.key,
            ...period,
            ...(statistic && { statistic }),
            ...(i === 1 && { basis: 'stated' as const }),
          },
        }),
      ),
    ),
  );
}

describe.each(databases.eachSupportedId())(
  'numbers of incidents and changes on %s',
  databaseId => {
    let itsm: RunningItsm;
    const now = Date.now();
    const dayAt = (days: number) =>
      new Date(now - (now % DAY) + days * DAY).toISOString();

    async function importAs(mapping: string, csv: string) {
      const sent = await itsm
        .asService('external:importer')
        .post(`/imports?mapping=${mapping}&source=${mapping}`)
        .type('text/csv')
        .send(csv);
      const run = JSON.parse(sent.text.trim().split('\n').pop()!);
      expect(run).toMatchObject({ state: 'done', failed: 0 });
    }

    async function ask(questions: readonly KpiQuestion[]) {
      const answers: KpiAnswer[] = [];
      for (let i = 0; i < questions.length; i += MOST_QUESTIONS) {
        const { body } = await itsm
          .as('dana')
          .post('/kpis/query', {
            questions: questions.slice(i, i + MOST_QUESTIONS),
          })
          .expect(200);
        answers.push(...body.answers);
      }
      return answers;
    }

    /** Asks for numbers and compares them with those that are counted by hand. */
    async function compare(asked: readonly Asked[]) {
      const all = await recount(itsm.knex);
      const answers = await ask(asked.map(({ question }) => question));
      const told = asked.map(({ question }, i) => ({
        question,
        value: answers[i].total.value,
        count: answers[i].total.count,
      }));
      const expected = asked.map(({ question, kpi, statistic, stated }) => {
        const { from, to, where = {} } = question;
        const kept = (kind: string) =>
          all
            .get(kind)!
            .filter(({ dimensions }) =>
              Object.entries(where).every(([key, values]) =>
                values.includes(dimensions[key] ?? ''),
              ),
            );
        const counted = countByHand(
          stated ? kpi.stated! : kpi.formula,
          kept,
          { from: Date.parse(from), to: Date.parse(to!) },
          statistic,
        );
        const { value, count } = counted;
        const isRounded =
          value !== undefined &&
          !Number.isInteger(value) &&
          !PERCENTILES[statistic!];
        return {
          question,
          value: isRounded ? expect.closeTo(value, 6) : value,
          count,
        };
      });
      expect(told).toEqual(expected);
      return answers;
    }

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        config: {
          itsm: {
            access: {
              roles: { agent: ['group:default/service-desk'] },
              services: { 'external:importer': ['admin'] },
            },
            imports: { mappings: resolve(ROOT, 'examples/records') },
          },
        },
      });
      const incidents = historyOf('incidentHistory', now);
      // Some of what happened is told late, when what came after it is counted already.
      const isLate = (_: string, i: number) => i % 7 === 3;
      const [onTime, late] = [
        incidents.rows.filter((row, i) => !isLate(row, i)),
        incidents.rows.filter(isLate),
      ];
      await importAs('demo-history', [incidents.header, ...onTime].join('\n'));
      const changes = historyOf('changeHistory', now);
      await importAs(
        'demo-changes',
        [changes.header, ...changes.rows].join('\n'),
      );
      await itsm.caughtUp();
      await importAs('demo-history', [incidents.header, ...late].join('\n'));
      await itsm.caughtUp();
    });
    afterAll(() => itsm.stop());

    it('are those that are counted by hand, of a year, of a month, and of a team', async () => {
      const year = { from: dayAt(-430), to: dayAt(-1) };
      const month = { from: dayAt(-200), to: dayAt(-170) };
      const team = {
        ...month,
        from: dayAt(-260),
        where: { ownerRef: ['group:default/payments'] },
      };
      const answers = await compare([
        ...questionsOf(KPIS, year),
        ...questionsOf(KPIS, month),
        ...questionsOf(KPIS, team),
      ]);
      expect(answers.every(({ total }) => total.exact)).toBe(true);
    });

    it('are those of what is done here, and not of what is restricted', async () => {
      const dana = itsm.as('dana');
      const file = async (title: string) => {
        const { body } = await itsm
          .as('rita')
          .post('/incidents', { serviceRef: 'component:default/cart', title })
          .expect(201);
        return body.number as string;
      };
      const step = (number: string, transition: string, set = {}) =>
        dana
          .post(`/incidents/${number}/transitions`, { transition, ...set })
          .expect(200);
      const solved = { resolution: 'Done.', resolutionCode: 'solved' };
      const [passedOn, secret, opened] = [
        await file('Passed on and reopened'),
        await file('Nobody may know'),
        await file('Known after all'),
      ];
      await step(passedOn, 'start');
      await dana
        .patch(`/incidents/${passedOn}`, { ownerRef: 'group:default/payments' })
        .expect(200);
      await step(passedOn, 'hold', { holdReason: 'supplier' });
      await step(passedOn, 'resume');
      await step(passedOn, 'resolve', solved);
      await step(passedOn, 'reopen', { reopenReason: 'It is back.' });
      await step(passedOn, 'resolve', solved);
      for (const number of [secret, opened]) {
        await step(number, 'start');
        await step(number, 'resolve', solved);
        await dana
          .patch(`/incidents/${number}`, { visibility: 'restricted' })
          .expect(200);
      }
      await dana
        .patch(`/incidents/${opened}`, { visibility: 'internal' })
        .expect(200);
      await itsm.caughtUp();

      const today = { from: dayAt(0), to: dayAt(1) };
      const inPeriods = KPIS.filter(
        ({ formula }) => formula.of !== 'level-age',
      );
      const answers = await compare(questionsOf(inPeriods, today));
      const of = (key: string) => answers.find(({ kpi }) => kpi === key)!.total;
      expect(of('incidents.volume').value).toBe(2);
      expect(of('incidents.reopened')).toMatchObject({
        numerator: 1,
        count: 2,
      });
      expect(of('incidents.reassignments').value).toBe(0.5);
      expect(of('incidents.ever-waiting').numerator).toBe(1);
    });

    it('stand in the guide, each with its key', () => {
      const guide = readFileSync(
        resolve(ROOT, 'docs/guides/improvement.md'),
        'utf8',
      );
      expect(
        KPIS.map(({ key }) => key).filter(key => !guide.includes(`\`${key}\``)),
      ).toEqual([]);
    });
  },
);
