import { InputError } from '@backstage/errors';
import {
  AGE_BANDS,
  type KpiAges,
  type KpiHeatMap,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { chooseGroups, type Sees } from './chooseGroups';
import { keptOf } from './countHours';
import { hourlyTerm } from './formulas';
import type { KpiDeps, KpiQuestions } from './KpiQuestions';
import type { OpenAges, OpenFilter } from './model';
import { kindsOf } from './readQuestion';

const iso = (instant: number) => new Date(instant).toISOString();

/** When things happen, and how old those are that are open. */
export class KpiTimes {
  constructor(
    private readonly deps: KpiDeps,
    private readonly questions: KpiQuestions,
  ) {}

  async heatMap(question: KpiQuestion): Promise<KpiHeatMap> {
    const { kpiBook, book, cells, states, zone } = this.deps;
    const entries = await kpiBook.now();
    const [asked] = this.questions.read(entries, [question]);
    const { key } = asked.entry.definition;
    const term = hourlyTerm(asked.formula);
    if (!term || asked.in === 'nothing') {
      throw new InputError(
        `key: ${key} is not counted by the hour; there is no heat map of it`,
      );
    }
    const { kind, stage } = term.facts;
    const [hours, state] = await Promise.all([
      cells.hours({
        kind,
        stage,
        ...keptOf(asked, term, cells),
        ...asked.period,
      }),
      states.of(kindsOf(asked)),
    ]);
    const map = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
    for (const [hour, count] of hours) {
      const at = DateTime.fromMillis(hour, { zone });
      map[at.weekday - 1][at.hour] += count;
    }
    const label = book.kind(kind).stages.find(s => s.key === stage)?.label;
    return {
      kpi: key,
      from: iso(asked.period.from),
      to: iso(asked.period.to),
      zone,
      counted: label ?? stage,
      total: hours.reduce((sum, [, count]) => sum + count, 0),
      hours: map,
      asOf: iso(state.asOf),
      unread: state.unread,
      rebuilding: state.rebuilding,
    };
  }

  /** @param question - its period ends at the instant that is asked about */
  async ages(question: KpiQuestion, at: number, sees: Sees): Promise<KpiAges> {
    const { kpiBook, facts, labels, states } = this.deps;
    const entries = await kpiBook.now();
    const [asked] = this.questions.read(entries, [question]);
    const { formula, by, where, entry } = asked;
    if (formula.of !== 'level' && formula.of !== 'level-age') {
      throw new InputError(
        `key: ${entry.definition.key} is not about what is open; ask for the ages of a backlog`,
      );
    }
    const open: OpenFilter = {
      kind: formula.entered.kind,
      entered: formula.entered,
      left: formula.left,
      where,
    };
    const upTo = AGE_BANDS.flatMap(band => band.upTo ?? []);
    const [ages, groups, state] = await Promise.all([
      facts.ages(open, at, upTo),
      by ? facts.ages(open, at, upTo, by.key) : undefined,
      states.of(kindsOf(asked)),
    ]);
    const all: OpenAges = ages[0] ?? {
      total: 0,
      ageSum: 0,
      bands: AGE_BANDS.map(() => 0),
    };
    const chosen =
      by && groups
        ? await chooseGroups(
            asked,
            groups.map(group => ({
              ...group,
              open: group.total,
              total: { count: group.total, exact: true },
            })),
            sees,
          )
        : undefined;
    const [called] =
      by && chosen
        ? await labels.of([
            {
              dimension: by,
              kinds: kindsOf(asked),
              values: chosen.groups.map(({ value }) => value),
            },
          ])
        : [[]];
    return {
      kpi: entry.definition.key,
      asOf: iso(at),
      total: all.total,
      ...(all.total > 0 && { meanAge: all.ageSum / all.total }),
      bands: AGE_BANDS.map(({ key, label, upTo: end }, i) => ({
        key,
        label,
        ...(end !== undefined && { upTo: end }),
        count: all.bands[i] ?? 0,
      })),
      ...(chosen && {
        groups: chosen.groups.map(({ value, open: count, bands }, i) => ({
          ...(value !== undefined && { value }),
          label: called[i].label,
          ...(called[i].ref && { ref: called[i].ref }),
          total: count,
          counts: [...bands],
        })),
        moreGroups: chosen.more,
      }),
      unread: state.unread,
      rebuilding: state.rebuilding,
    };
  }
}
