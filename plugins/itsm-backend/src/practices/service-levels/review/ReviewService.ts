import { InputError } from '@backstage/errors';
import {
  MOST_REVIEWED_BREACHES,
  REVIEW_MONTHS,
  type AgreementBody,
  type Review,
  type ReviewQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { agreementNames } from '../attainment/agreementNames';
import { countsOf, type AttainmentDeps } from '../attainment/AttainmentService';
import { BreachList } from '../attainment/BreachList';
import { monthOf, monthsUpTo } from '../attainment/buckets';
import type { PromiseCount, RunCount } from '../attainment/RunQueriesStore';

/** Holders of time that a review names. */
const MOST_HOLDERS = 20;

const iso = (instant: number) => new Date(instant).toISOString();
const NOTHING: RunCount = { kept: 0, breached: 0 };
const plus = (a: RunCount, b: RunCount): RunCount => ({
  kept: a.kept + b.kept,
  breached: a.breached + b.breached,
});

const cellsOf = (counts: RunCount & { attainment?: number }) => [
  String(counts.kept),
  String(counts.breached),
  counts.attainment === undefined ? '' : String(counts.attainment),
];

/** A file of a review. */
export interface ReviewFile {
  name: string;
  header: readonly string[];
  rows: AsyncGenerator<string[]>;
}

/** Says how the promises of a service were kept in a month. */
export interface ReviewService {
  /** @throws InputError for a month that has not begun */
  review(caller: Caller, query: ReviewQuery): Promise<Review>;
  /** The same as rows of cells. @throws InputError */
  export(caller: Caller, query: ReviewQuery): Promise<ReviewFile>;
}

/** Answers from the runs that the projection keeps, and from records. */
export class DefaultReviewService implements ReviewService {
  readonly #list: BreachList;

  constructor(private readonly deps: AttainmentDeps) {
    this.#list = new BreachList(deps);
  }

  async review(caller: Caller, query: ReviewQuery): Promise<Review> {
    const { runs, clock, definitions, catalog } = this.deps;
    const { service, zone } = query;
    const now = clock.now();
    const { current, last } = monthOf(now, zone);
    const month = query.month ?? last;
    if (month > current) {
      throw new InputError(
        `month: has not begun yet in ${zone}; the latest is ${current}`,
      );
    }
    const { months, bounds } = monthsUpTo(month, REVIEW_MONTHS, zone);
    const filter = (from: number) => ({
      from,
      to: Math.min(bounds[bounds.length - 1], now + 1),
      service: [service],
    });
    const begin = bounds[bounds.length - 2];
    const [promises, records, breaches, heldBy, names, inForce] =
      await Promise.all([
        runs.countPromises(caller, filter(bounds[0]), bounds),
        runs.countRecords(caller, service, bounds),
        runs.breaches(caller, filter(begin), undefined, MOST_REVIEWED_BREACHES),
        runs.heldShares(caller, filter(begin), MOST_HOLDERS),
        agreementNames(definitions),
        definitions.list<AgreementBody>('agreement'),
      ]);
    const keys = new Set(inForce.map(({ key }) => key));
    const shown = await this.#list.present(breaches);
    const refs = await catalog.describe([
      service,
      ...heldBy.map(({ ref }) => ref),
    ]);
    const spanOf = (span: number, of: readonly PromiseCount[] = promises) =>
      of.filter(count => count.span === span).reduce(plus, NOTHING);
    const toCustomers = promises.filter(({ type }) => type === 'sla');
    return {
      serviceRef: service,
      month,
      zone,
      open: month === current,
      months: months.map((name, i) => ({
        month: name,
        from: iso(bounds[i]),
        to: iso(bounds[i + 1]),
        ...records[i],
        ...countsOf(spanOf(i, toCustomers)),
      })),
      promises: promisesOf(promises, names, keys),
      breaches: shown,
      breachCount: spanOf(REVIEW_MONTHS - 1).breached,
      heldBy,
      refs: { ...refs, ...(await this.#list.refsOf(shown)) },
    };
  }

  async export(caller: Caller, query: ReviewQuery): Promise<ReviewFile> {
    const review = await this.review(caller, query);
    async function* rows(): AsyncGenerator<string[]> {
      for (const each of review.months) {
        yield [
          ...[each.month, '', '', ''],
          ...cellsOf(each),
          ...[String(each.opened), String(each.resolved)],
        ];
      }
      for (const { agreement, type, metric, month } of review.promises) {
        yield [
          ...[review.month, agreement.name, type, metric],
          ...cellsOf(month),
          ...['', ''],
        ];
      }
    }
    return {
      name: `review-${review.serviceRef.split('/').pop()}-${review.month}`,
      header: [
        ...['Month', 'Agreement', 'Kind of agreement', 'Promise'],
        ...['Kept', 'Missed', 'Attainment (%)', 'Opened', 'Resolved'],
      ],
      rows: rows(),
    };
  }
}

const RANK = ['sla', 'ola', 'uc'];

/** By agreement and metric; promises to customers first. */
function promisesOf(
  counts: readonly PromiseCount[],
  names: ReadonlyMap<string, string>,
  inForce: ReadonlySet<string>,
): Review['promises'] {
  const byPromise = new Map<string, PromiseCount[]>();
  for (const count of counts) {
    const key = `${RANK.indexOf(count.type)} ${count.agreementKey} ${
      count.metric
    }`;
    byPromise.set(key, [...(byPromise.get(key) ?? []), count]);
  }
  return [...byPromise]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const [{ agreementKey: key, type, metric }] = own;
      const at = (span: number) =>
        countsOf(own.find(count => count.span === span) ?? NOTHING);
      return {
        agreement: { key, name: names.get(key) ?? key },
        inForce: inForce.has(key),
        type,
        metric,
        month: at(REVIEW_MONTHS - 1),
        before: at(REVIEW_MONTHS - 2),
        year: countsOf(own.reduce(plus, NOTHING)),
      };
    });
}
