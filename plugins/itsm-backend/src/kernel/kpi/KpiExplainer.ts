import {
  kpiWords,
  PERCENTILES,
  type KpiExplanation,
  type KpiQuestion,
  type KpiTerm,
  type KpiUnit,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import type { Sees } from './chooseGroups';
import { countFacts, factsBehind, MOST_FACTS } from './countFacts';
import type { CountedKpi } from './countCells';
import { amountOf, termsOf, type Measure, type Term } from './formulas';
import { toldOf, type KpiDeps, type KpiQuestions } from './KpiQuestions';
import { presentKpi } from './presentKpi';
import { kindsOf, type AskedKpi } from './readQuestion';

const STATISTIC_WORDS = {
  median: 'The median: half of the values are at most that.',
  mean: 'The mean: the sum of the values divided by their number.',
  p90: 'The 90th percentile: nine of ten values are at most that.',
  max: 'The largest value.',
  sum: 'The sum of the values.',
} as const;

/** A recount is the same if it differs by no more than what adding up in another order does. */
const isEqual = (a: number | undefined, b: number | undefined, within = 1e-9) =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b)));

/** Says how numbers came to be. */
export class KpiExplainer {
  constructor(
    private readonly deps: KpiDeps,
    private readonly questions: KpiQuestions,
  ) {}

  /** @param sees - what of the catalog whoever asks may see */
  async explain(question: KpiQuestion, sees: Sees): Promise<KpiExplanation> {
    const { kpiBook, states, labels, zone } = this.deps;
    const entries = await kpiBook.now();
    const [asked] = this.questions.read(entries, [question]);
    const [[counted], state, allTerms, again] = await Promise.all([
      this.questions.count([asked]),
      states.of(kindsOf(asked)),
      this.#terms(asked),
      this.#recount(asked),
    ]);
    const { entry, period, basis, statistic, formula, version } = asked;
    const result = toldOf(counted.total, entry.definition.fewest);
    const tooFew = result !== counted.total;
    const terms = tooFew ? [] : allTerms;
    const recounted = tooFew ? undefined : again;
    const info = presentKpi(entry, labels);
    const where = await this.#whereWords(asked, sees);
    const total = this.questions.point(asked, period, counted.total);
    const recount = recounted && {
      ...(recounted.value !== undefined && { value: recounted.value }),
      count: recounted.count,
      ...(recounted.numerator !== undefined && {
        numerator: recounted.numerator,
      }),
      equal: sameAs(counted.total, recounted),
    };
    return {
      kpi: info,
      version,
      basis,
      ...(statistic && { statistic }),
      from: total.from,
      to: total.to,
      zone,
      total,
      words: [
        `${info.name}: ${info.purpose}`,
        info.formulaWords,
        ...(statistic ? [STATISTIC_WORDS[statistic]] : []),
        this.#periodWords(asked),
        ...where,
        ...terms.map(term => termWords(term, info.unit)),
        tooFew
          ? 'There are too few to tell it: it would say what one of them said.'
          : resultWords(asked, result, info.unit),
        ...versionWords(asked),
        ...(recount
          ? [
              recount.equal
                ? 'Counted again from the facts one by one it is the same.'
                : 'Counted again from the facts one by one it is not the same: the rollups are behind.',
            ]
          : []),
        ...(state.rebuilding
          ? ['The rollups are being made again; it is too small until then.']
          : []),
      ].filter(Boolean),
      formula: formula as KpiExplanation['formula'],
      terms,
      read: readOf(asked, counted),
      ...(recount && { recount }),
      exact: counted.total.exact,
      exactWords: exactWords(asked, counted.total),
      versions: info.versions,
      asOf: new Date(state.asOf).toISOString(),
      unread: state.unread,
      rebuilding: state.rebuilding,
    };
  }

  /** The same from the facts, unless there are too many, or a practice keeps them. */
  async #recount(asked: AskedKpi): Promise<Measure | undefined> {
    if (asked.in === 'gauge' || asked.in === 'nothing') return undefined;
    const { facts } = this.deps;
    if ((await factsBehind(asked, facts)) > MOST_FACTS) return undefined;
    const { total } = await countFacts(
      asked,
      facts,
      async refs => new Set(refs),
    );
    return total;
  }

  async #terms(asked: AskedKpi): Promise<KpiTerm[]> {
    const { book, cells, facts } = this.deps;
    const { formula, where, period } = asked;
    const terms = termsOf(formula);
    if (asked.in === 'gauge' || asked.in === 'nothing') return [];
    const keys = Object.keys(where);
    const bounds = [period.from, period.to];
    const sums =
      keys.length > 1
        ? await Promise.all(
            terms.map(async ({ facts: at, ever }) => {
              const read = await facts.sums(
                { kind: at.kind, stage: at.stage, where },
                ever ? [0, period.to] : bounds,
              );
              return read[0]?.points[0];
            }),
          )
        : (
            await cells.read(
              terms.map(({ facts: at, ever }) => ({
                kind: at.kind,
                stage: at.stage,
                ...(keys[0] && { dimension: keys[0], values: where[keys[0]] }),
                bounds,
                before: ever,
              })),
            )
          ).map(({ points, before }) => ({
            ...points[0],
            count: points[0].count + (before?.count ?? 0),
            marks: Object.fromEntries(
              Object.entries(points[0].marks).map(([key, count]) => [
                key,
                count + (before?.marks[key] ?? 0),
              ]),
            ),
          }));
    const toTell: Term[] = terms.flatMap((term): Term[] =>
      formula.of === 'share'
        ? [
            { ...term, role: 'numerator', facts: formula.facts },
            {
              ...term,
              facts: { ...term.facts, mark: formula.among },
            },
          ]
        : [term],
    );
    return toTell.map((term, i): KpiTerm => {
      const of = formula.of === 'share' ? sums[0] : sums[i];
      const kind = book.kind(term.facts.kind);
      const stage = kind.stages.find(s => s.key === term.facts.stage);
      const mark = kind.marks?.find(m => m.key === term.facts.mark);
      const value = kind.values?.find(v => v.key === term.value);
      const label = stage?.label ?? term.facts.stage;
      return {
        role: term.role,
        words: [value && `${value.label} of`, label, mark && `(${mark.label})`]
          .filter(Boolean)
          .join(' '),
        kind: kind.kind,
        stage: term.facts.stage,
        ...(term.facts.mark && { mark: term.facts.mark }),
        ...(term.value && { value: term.value }),
        count:
          term.value === undefined
            ? amountOf(
                term,
                of ?? { count: 0, marks: {}, values: {}, since: 0 },
              )
            : of?.values[term.value]?.count ?? 0,
        ...(term.value && { sum: of?.values[term.value]?.sum ?? 0 }),
      };
    });
  }

  #periodWords({ period, now, formula }: AskedKpi): string {
    const { zone } = this.deps;
    const day = (instant: number) =>
      DateTime.fromMillis(instant, { zone })
        .setLocale('en-GB')
        .toFormat('d MMMM yyyy');
    const until =
      period.to > now ? `${day(now)}, which goes on` : day(period.to - 1);
    return formula.of === 'level' || formula.of === 'level-age'
      ? `As it stood at the end of ${until}, in the days of ${zone}.`
      : `From ${day(period.from)} to ${until}, in the days of ${zone}.`;
  }

  async #whereWords(asked: AskedKpi, sees: Sees): Promise<string[]> {
    const kept = Object.entries(asked.where).flatMap(([key, values]) => {
      const dimension = asked.entry.anyDimension(key);
      return dimension
        ? [{ dimension, kinds: kindsOf(asked), values: [...values] }]
        : [];
    });
    if (kept.length === 0) return [];
    const [called, seen] = await Promise.all([
      this.deps.labels.of(kept),
      sees(
        kept.flatMap(({ dimension, values }) =>
          dimension.entity ? values.flatMap(value => value ?? []) : [],
        ),
      ),
    ]);
    return kept.map(({ dimension, values }, i) => {
      const names = values.map((value, n) =>
        dimension.entity && value !== undefined && !seen.has(value)
          ? 'something that you may not see'
          : called[i][n].label,
      );
      return `Only of ${dimension.label}: ${names.join(', ') || 'nothing'}.`;
    });
  }
}

function sameAs(told: Measure, counted: Measure): boolean {
  const within = told.exact ? 1e-9 : 0.0101;
  return (
    told.count === counted.count &&
    isEqual(told.value, counted.value, within) &&
    isEqual(told.numerator, counted.numerator)
  );
}

function termWords({ words, count, sum }: KpiTerm, unit: KpiUnit): string {
  const counted = `${words}: ${kpiWords(count, 'count')}`;
  if (sum === undefined) return `${counted}.`;
  return `${counted}, together ${kpiWords(
    sum,
    unit === 'percent' ? 'duration' : unit,
  )}.`;
}

function resultWords(
  { formula }: AskedKpi,
  { value, count, numerator }: Measure,
  unit: KpiUnit,
): string {
  if (value === undefined)
    return 'There is nothing to count it of, so there is no number.';
  const said = kpiWords(value, unit);
  if (formula.of === 'share' && numerator !== undefined)
    return `${kpiWords(numerator, 'count')} of ${kpiWords(
      count,
      'count',
    )} are ${said}.`;
  if (formula.of === 'level' || formula.of === 'level-age')
    return `Those that had entered less those that had left: ${kpiWords(
      count,
      'count',
    )}${formula.of === 'level-age' ? `, on average ${said} old` : ''}.`;
  return `The number is ${said}.`;
}

function versionWords({ entry, version, since }: AskedKpi): string[] {
  const newest = entry.definition.version;
  const what = entry.versions.find(v => v.version === version)?.what;
  const at =
    since === undefined
      ? ''
      : ` since ${new Date(since).toISOString().slice(0, 10)}`;
  if (version === newest)
    return what && newest > 1
      ? [
          `By version ${version}${at}: ${what} What was before is counted by it, too.`,
        ]
      : [];
  return [`By the earlier version ${version}; the newest is ${newest}.`];
}

function readOf(asked: AskedKpi, { read }: CountedKpi): KpiExplanation['read'] {
  if (asked.in === 'nothing') return [];
  if (asked.in === 'gauge') return [{ from: 'practice', spans: 1 }];
  if (!read) return [{ from: 'facts', spans: 1 }];
  return [
    { from: 'rollups', grain: 'month', spans: read.months },
    { from: 'rollups', grain: 'day', spans: read.days },
    ...(asked.share !== undefined
      ? [{ from: 'facts' as const, spans: 1 }]
      : []),
  ];
}

function exactWords(
  { statistic, entry, formula }: AskedKpi,
  { exact }: Measure,
): string {
  if (entry.definition.awaits)
    return `It is not told yet: it waits for ${entry.definition.awaits}.`;
  if (formula.of === 'gauge') return 'As exact as the practice keeps it.';
  if (statistic === undefined || PERCENTILES[statistic] === undefined)
    return 'Exact: counts and sums are added up, nothing is estimated.';
  return exact
    ? 'Exact: the value at that rank is looked up.'
    : 'At most 1 % off: of so many values it is the middle of the bucket that the value is in.';
}
