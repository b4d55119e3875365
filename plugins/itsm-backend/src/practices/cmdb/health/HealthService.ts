import { InputError, NotAllowedError } from '@backstage/errors';
import {
  HEALTH_RULES,
  OWN_RULE,
  SEVERITY_WEIGHTS,
  type CiHealth,
  type CiRuleBody,
  type FindingExportQuery,
  type FindingListQuery,
  type FindingPage,
  type Health,
  type HealthHistory,
  type HealthHistoryQuery,
  type HealthQuery,
  type HealthRuleView,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { fingerprintOf, readCursor, writeCursor } from '../items/cursor';
import { readVisible } from '../items/readVisible';
import { CiHealthView } from './CiHealthView';
import { ciRuleKind } from './compliance';
import type { Evaluation } from './Evaluation';
import type { EvaluationStore } from './EvaluationStore';
import type { FindingPlace, FindingRow, FindingStore } from './FindingStore';
import { HealthGroups, toCounts } from './HealthGroups';
import { askedFindings } from './healthQuestion';
import type { HealthStore } from './HealthStore';
import type { HealthWork } from './HealthWork';
import { meansOf } from './HealthStore';
import { showScores } from './score';
import type { VisibleHealth } from './VisibleHealth';

const DEFAULT_LIMIT = 25;
const DEFAULT_DAYS = 90;
const DAY = 86_400_000;
const BATCH = 1_000;
const PLACE = ['number', 'number', 'text'] as const;

/** What leaves the items of a group. */
const ASKED = { class: 'classes', owner: 'owners', system: 'systems' } as const;

const HEADER = [
  'Item',
  'Reference',
  'Class',
  'Owner',
  'System',
  'Check',
  'Dimension',
  'Severity',
  'Attribute',
  'What is wrong',
  'What to do',
  'Since',
  'Accepted until',
  'Why it is accepted',
  'Task',
];

/** How healthy configuration items are. What the caller may not see in the catalog is not there. */
export interface HealthService {
  /** Scores of all items that the caller may see, and by group. */
  health(caller: Caller, query: HealthQuery): Promise<Health>;
  /** Scores by day, for whoever may see all of the catalog. */
  history(caller: Caller, query: HealthHistoryQuery): Promise<HealthHistory>;
  /** All checks. */
  rules(caller: Caller): Promise<HealthRuleView[]>;
  /** Looks at all items anew, soon. @throws NotAllowedError for whoever is no admin */
  evaluate(caller: Caller): Promise<void>;
  /** Findings as a keyset page, the worst first. @throws InputError for a cursor of another list */
  findings(caller: Caller, query: FindingListQuery): Promise<FindingPage>;
  /** Findings as rows of cells. */
  exportFindings(
    caller: Caller,
    query: FindingExportQuery,
  ): Promise<{ header: string[]; rows: AsyncGenerator<string[]> }>;
  /**
   * One item with every check in words.
   *
   * @throws NotFoundError for an item that is not there, or that the caller may not see
   */
  ciHealth(caller: Caller, ref: string): Promise<CiHealth>;
}

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'catalogAccess' | 'clock' | 'csv' | 'database' | 'definitions'
>;

/** What answers are made from. */
export interface HealthDeps {
  evaluation: Evaluation;
  evaluations: EvaluationStore;
  health: HealthStore;
  findings: FindingStore;
  visible: VisibleHealth;
  work: HealthWork;
  ciHealth: CiHealthView;
  groups: HealthGroups;
}

/** See {@link HealthService}. */
export class DefaultHealthService implements HealthService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: HealthDeps,
  ) {}

  health(caller: Caller, query: HealthQuery): Promise<Health> {
    return this.deps.groups.of(caller, query);
  }

  async history(
    caller: Caller,
    query: HealthHistoryQuery,
  ): Promise<HealthHistory> {
    const { groupBy, key, days = DEFAULT_DAYS } = query;
    if (groupBy && key === undefined)
      throw new InputError(
        'key: say of which group, or "none" for items without one; or leave groupBy out',
      );
    if (key !== undefined && !groupBy)
      throw new InputError('groupBy: say what the key is of');
    if (!(await this.deps.visible.whole(caller)))
      return {
        days: [],
        withheld:
          'Days count all configuration items, also those that you may not see; so they are shown to those who may see all of them.',
      };
    const now = this.kernel.clock.now();
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
    const group = key === 'none' ? '' : key ?? '';
    const kept = await this.deps.health.days(
      groupBy ?? 'all',
      group,
      dayOf(now - (days - 1) * DAY),
    );
    const today = await this.deps.health.sums(
      groupBy ? { [`${ASKED[groupBy]}`]: [group === '' ? null : group] } : {},
    );
    return {
      days: [
        ...kept
          .filter(({ day }) => day < dayOf(now))
          .map(({ day, items, scores, findings, excused }) => ({
            day,
            items,
            scores: showScores(scores),
            findings: toCounts(findings, excused),
          })),
        ...today
          .filter(({ items }) => items > 0)
          .map(summed => ({
            day: dayOf(now),
            items: summed.items,
            scores: showScores(meansOf(summed)),
            findings: toCounts(summed.findings, summed.excused),
          })),
      ],
    };
  }

  async rules(): Promise<HealthRuleView[]> {
    const own = await this.kernel.definitions.list<CiRuleBody>(ciRuleKind.kind);
    return [
      ...HEALTH_RULES.map(rule => ({
        ...rule,
        weight: SEVERITY_WEIGHTS[rule.severity],
      })),
      ...own
        .map(({ key, body }) => ({
          key: `${OWN_RULE}${key}`,
          label: body.name,
          dimension: 'compliance' as const,
          severity: body.severity,
          weight: SEVERITY_WEIGHTS[body.severity],
          looksFor: body.description ?? body.message,
          source: body.source,
        }))
        .sort((a, b) => a.label.localeCompare(b.label, 'en-US')),
    ];
  }

  async evaluate(caller: Caller): Promise<void> {
    if (!hasRole(caller, 'admin'))
      throw new NotAllowedError(
        'To look at all items anew is for the role admin; it happens once a day anyway',
      );
    await this.deps.work.planAll();
  }

  async findings(
    caller: Caller,
    query: FindingListQuery,
  ): Promise<FindingPage> {
    const { cursor: text, limit = DEFAULT_LIMIT, ...question } = query;
    const fingerprint = fingerprintOf(question);
    const cursor =
      text === undefined ? undefined : readCursor(text, fingerprint, PLACE);
    const after = cursor?.uid
      ? await this.#placeOf(cursor.uid)
      : (cursor?.place as FindingPlace | undefined);
    const { rows, more, endedAt } = await this.#read(
      caller,
      question,
      limit,
      after,
    );
    const last = rows[rows.length - 1];
    const next = () => {
      // A row that is not for the caller is named by its id, which says nothing.
      if (endedAt)
        return writeCursor({ direction: 'next', uid: endedAt.id }, fingerprint);
      return writeCursor({ direction: 'next', place: last.place }, fingerprint);
    };
    const items = await this.deps.visible.present(caller, rows);
    return {
      items,
      pageInfo: { nextCursor: more ? next() : undefined },
      refs: await this.kernel.catalog.describe(
        items.flatMap(item => [
          item.ownerRef,
          item.systemRef,
          item.excused?.byRef,
        ]),
      ),
    };
  }

  async #placeOf(id: string): Promise<FindingPlace> {
    const [row] = await this.deps.findings.byIds([id], this.kernel.clock.now());
    if (row) return row.place;
    throw new InputError(
      'cursor: where it points to nothing is any more; start again without it',
    );
  }

  async #read(
    caller: Caller,
    question: Omit<FindingListQuery, 'cursor' | 'limit'>,
    wanted: number,
    after: FindingPlace | undefined,
    mostLooked?: number,
  ) {
    const { findings, visible } = this.deps;
    const now = this.kernel.clock.now();
    const asked = askedFindings(caller, question, now);
    const whole = await visible.whole(caller);
    const found = await readVisible<FindingRow & { told?: string }>(wanted, {
      whole,
      mostLooked,
      after: (row, limit) =>
        findings.page(asked, now, limit, row?.place ?? after),
      visible: rows => visible.visible(caller, rows),
      canEndAt: () => true,
    });
    return {
      ...found,
      rows: found.rows.map(row => ({ ...row, told: row.told ?? row.message })),
    };
  }

  async exportFindings(caller: Caller, query: FindingExportQuery) {
    return { header: HEADER, rows: this.#rows(caller, query) };
  }

  async *#rows(
    caller: Caller,
    { bom: _, ...question }: FindingExportQuery,
  ): AsyncGenerator<string[]> {
    const { maxRows } = this.kernel.csv;
    let after: FindingPlace | undefined;
    let left = maxRows;
    for (;;) {
      const { rows, more } = await this.#read(
        caller,
        question,
        Math.min(BATCH, left),
        after,
        // It is streamed: whoever may see little waits for the next line, not for a page.
        Number.POSITIVE_INFINITY,
      );
      for (const item of await this.deps.visible.present(caller, rows))
        yield [
          item.title,
          item.ref,
          item.class ?? '',
          item.ownerRef ?? '',
          item.systemRef ?? '',
          item.ruleLabel,
          item.dimension,
          item.severity,
          item.field ?? '',
          item.message,
          item.advice,
          item.since,
          item.excused?.until ?? '',
          item.excused?.reason ?? '',
          item.task?.number ?? '',
        ];
      left -= rows.length;
      if (!more) return;
      if (left <= 0) {
        yield [`Stopped after ${maxRows} rows; filter to get the others`];
        return;
      }
      after = rows[rows.length - 1].place;
    }
  }

  ciHealth(caller: Caller, ref: string): Promise<CiHealth> {
    return this.deps.ciHealth.of(caller, ref);
  }
}
