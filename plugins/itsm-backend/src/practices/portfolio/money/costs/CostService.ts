import { InputError, NotFoundError } from '@backstage/errors';
import {
  costUpdatePermission,
  monthAfter,
  monthOfInstant,
  monthsFromTo,
  MOST_MONTHS,
  normalizeRef,
  type CostExportQuery,
  type CostKind,
  type CostLinePage,
  type CostLineQuery,
  type CostOverview,
  type CostOverviewQuery,
  type ServiceCost,
  type ServiceCosts,
  type SharingViews,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { mayWriteCosts, notTheirCosts } from '../access';
import type { ContractCosts } from '../contracts/ContractCosts';
import type { BearerStore } from './BearerStore';
import { MOST_ITEMS } from './CostCommands';
import type { CostBook, CostsOf } from './CostBook';
import type { CostStore } from './CostStore';
import { readCostCursor, writeCostCursor } from './cursor';
import { Figures, FigureSum, varianceOf } from './figures';
import { pageOfCosts } from './pageOfCosts';
import { presentItem, presentLine } from './present';
import type { SharingBook } from './SharingBook';
import { systemsAmong, withParts } from './withParts';

const PAGE = 50;
const HUNDRED_PER_CENT = 10_000;

/** A row of the export. */
export interface CostExportRow {
  ref: string;
  title: string;
  month: string;
  kind: CostKind;
  plan: string;
  currency: string;
  own: number;
  received: number;
  given: number;
  borne: number;
}

/** What services cost. What the caller may not see in the catalog is in no answer and no sum. */
export interface CostService {
  overview(caller: Caller, query: CostOverviewQuery): Promise<CostOverview>;
  /** All rows of the overview, by service and month. */
  export(caller: Caller, query: CostExportQuery): Promise<CostExportRow[]>;
  /** @throws NotFoundError */
  service(
    caller: Caller,
    service: { kind: string; namespace: string; name: string },
    months: { from?: string; to?: string },
  ): Promise<ServiceCosts>;
  sharing(caller: Caller, month?: string): Promise<SharingViews>;
  /** @throws NotFoundError for a service that is not there for the caller */
  lines(caller: Caller, query: CostLineQuery): Promise<CostLinePage>;
}

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'catalogAccess' | 'clock' | 'records'
>;

/** What of all costs somebody asked for and may see. */
interface Picked {
  from: string;
  to: string;
  costs: CostsOf;
  refs: readonly string[];
  /** All that they may see of what costs, whatever of it they asked for. */
  seen: ReadonlySet<string>;
  titles: Awaited<ReturnType<Kernel['catalog']['describe']>>;
  owners: Awaited<ReturnType<CostStore['owners']>>;
}

/** See {@link CostService}. */
export class DefaultCostService implements CostService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: CostStore;
      book: CostBook;
      sharing: SharingBook;
      bearers: Pick<BearerStore, 'partsOf' | 'systems'>;
      currency: string;
      zone: string;
      contracts: Pick<ContractCosts, 'of'>;
    },
  ) {}

  async overview(
    caller: Caller,
    query: CostOverviewQuery,
  ): Promise<CostOverview> {
    const picked = await this.#pick(caller, query);
    const { costs, refs, from, to, titles, owners } = picked;
    const { rates, sharing, cells, months } = costs;
    const missing = new Set<string>();
    const wanted = new Set(refs);
    const total = new FigureSum(rates, missing);
    const byMonth = new Figures<string>(rates, missing);
    const byKind = new Figures<CostKind>(rates, missing);
    const byRef = new Figures<string>(rates, missing);
    const receives = new Set<string>();
    for (const cell of cells) {
      for (const [ref, minor] of cell.borne) {
        if (!wanted.has(ref)) continue;
        total.add(cell, minor);
        byMonth.of(cell.month).add(cell, minor);
        byKind.of(cell.kind).add(cell, minor);
        byRef.of(ref).add(cell, minor);
      }
      for (const { to: bearer } of cell.shared) receives.add(bearer);
    }
    const gives = new Set(sharing.rules.map(r => r.body.service));
    const rows = refs.map((ref): ServiceCost => {
      const { figure } = byRef.of(ref);
      return {
        ref,
        ownerRef: owners.get(ref)?.ownerRef,
        ...figure,
        ...varianceOf(figure),
        receives: receives.has(ref),
        gives: gives.has(ref),
      };
    });
    const page = pageOfCosts(rows, query, titles);
    const parts = await this.deps.bearers.partsOf(
      systemsAmong(page.items.map(({ ref }) => ref)),
    );
    const wholes = withParts(parts, costs, picked.seen);
    const shown = page.items.flatMap(r => [r.ref, r.ownerRef]);
    const circles = await this.#circles(caller, costs, months);
    return {
      ...page,
      items: page.items.map(row => ({
        ...row,
        withParts: wholes.get(row.ref),
      })),
      from,
      to,
      currency: this.deps.currency,
      total: total.figure,
      months: months.map(month => ({ month, ...byMonth.of(month).figure })),
      kinds: byKind
        .entries()
        .map(([kind, figure]) => ({ kind, ...figure }))
        .sort(
          (a, b) =>
            (b.actual.converted?.minor ?? 0) - (a.actual.converted?.minor ?? 0),
        ),
      services: rows.length,
      missingRates: [...missing].sort(),
      circles,
      refs: await this.kernel.catalog.describe([
        ...shown,
        ...circles.flatMap(c => c.refs),
      ]),
    };
  }

  async export(
    caller: Caller,
    query: CostExportQuery,
  ): Promise<CostExportRow[]> {
    const { costs, refs, titles } = await this.#pick(caller, query);
    const wanted = new Set(refs);
    const rows: CostExportRow[] = [];
    for (const cell of costs.cells) {
      const received = new Map<string, number>();
      const given = new Map<string, number>();
      const add = (to: Map<string, number>, ref: string, minor: number) =>
        to.set(ref, (to.get(ref) ?? 0) + minor);
      for (const { from, to, minor } of cell.shared) {
        add(received, to, minor);
        add(given, from, minor);
      }
      // What went around in a circle is what one received of the others, or gave them.
      for (const [ref, minor] of cell.exchanged)
        add(minor >= 0 ? received : given, ref, Math.abs(minor));
      for (const ref of new Set([...cell.own.keys(), ...cell.borne.keys()])) {
        if (!wanted.has(ref)) continue;
        rows.push({
          ref,
          title: titles[ref]?.title ?? ref,
          month: cell.month,
          kind: cell.kind,
          plan: cell.plan,
          currency: cell.currency,
          own: cell.own.get(ref) ?? 0,
          received: received.get(ref) ?? 0,
          given: given.get(ref) ?? 0,
          borne: cell.borne.get(ref) ?? 0,
        });
      }
    }
    const place = (r: CostExportRow) =>
      `${r.ref} ${r.month} ${r.plan} ${r.kind} ${r.currency}`;
    return rows.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  async service(
    caller: Caller,
    service: { kind: string; namespace: string; name: string },
    asked: { from?: string; to?: string },
  ): Promise<ServiceCosts> {
    const { kind, namespace, name } = service;
    const entity = await this.#visible(caller, `${kind}:${namespace}/${name}`);
    const { ref } = entity;
    const { from, to } = this.#months(asked);
    const { bearers, book, store, currency } = this.deps;
    const { readable } = this.kernel.records.conditions(caller);
    const parts = await bearers.partsOf(systemsAmong([ref]));
    const seenParts = await this.kernel.catalogAccess.readable(
      caller,
      parts.get(ref) ?? [],
    );
    const [costs, model, contracts] = await Promise.all([
      book.costs(from, to, [ref, ...seenParts]),
      store.model(ref, MOST_ITEMS),
      this.deps.contracts.of(ref, from, to, readable),
    ]);
    const { rates, sharing, cells, months } = costs;
    const missing = new Set<string>();
    const sums = new Figures<'own' | 'borne' | 'exchanged'>(rates, missing);
    const byMonth = new Figures<string>(rates, missing);
    const byKind = new Figures<CostKind>(rates, missing);
    const others = [
      ...new Set(
        cells.flatMap(cell =>
          cell.shared.flatMap(s => {
            if (s.from === ref) return s.to;
            return s.to === ref ? s.from : [];
          }),
        ),
      ),
    ];
    const seen = await this.kernel.catalogAccess.readable(caller, others);
    // All that the caller may not see is one, under no name.
    const shown = (other: string) => (seen.has(other) ? other : '');
    const received = new Figures<string>(rates, missing);
    const given = new Figures<string>(rates, missing);
    for (const cell of cells) {
      const borne = cell.borne.get(ref);
      sums.of('own').add(cell, cell.own.get(ref));
      sums.of('borne').add(cell, borne);
      sums.of('exchanged').add(cell, cell.exchanged.get(ref));
      byMonth.of(cell.month).add(cell, borne);
      byKind.of(cell.kind).add(cell, borne);
      for (const s of cell.shared) {
        if (s.to === ref) received.of(shown(s.from)).add(cell, s.minor);
        if (s.from === ref) given.of(shown(s.to)).add(cell, s.minor);
      }
    }
    const rules = new Map(
      sharing.applied(to).map(rule => [rule.body.service, rule]),
    );
    const told = (of: Figures<string>, ruleOf: (other: string) => string) =>
      of
        .entries()
        .map(([other, figure]) => {
          const rule = rules.get(ruleOf(other));
          return {
            ref: other || undefined,
            ...figure,
            words: rule?.words ?? '',
            rule: rule?.key ?? '',
          };
        })
        .sort(
          (a, b) =>
            Math.abs(b.actual.converted?.minor ?? 0) -
            Math.abs(a.actual.converted?.minor ?? 0),
        );
    const circle = (await this.#circles(caller, costs, months)).find(c =>
      c.refs.includes(ref),
    );
    const borne = sums.of('borne').figure;
    const canUpdate =
      isPermitted(caller, costUpdatePermission) &&
      mayWriteCosts(caller, entity.ownerRef);
    const exchanged = sums.of('exchanged').figure;
    const wentAround =
      exchanged.actual.amounts.length + exchanged.budget.amounts.length > 0;
    return {
      ref,
      ownerRef: entity.ownerRef,
      from,
      to,
      currency,
      own: sums.of('own').figure,
      received: told(received, other => other),
      given: told(given, () => ref),
      exchanged: wentAround ? exchanged : undefined,
      circle,
      borne,
      withParts: withParts(parts, costs, seenParts).get(ref),
      ...varianceOf(borne),
      months: months.map(month => ({ month, ...byMonth.of(month).figure })),
      kinds: byKind.entries().map(([k, figure]) => ({ kind: k, ...figure })),
      items: model.map(presentItem),
      contracts,
      missingRates: [...missing].sort(),
      canUpdate,
      refusal: canUpdate ? undefined : `${notTheirCosts(ref)}.`,
      refs: await this.kernel.catalog.describe([
        ref,
        entity.ownerRef,
        ...seen,
        ...(circle?.refs ?? []),
      ]),
    };
  }

  async sharing(caller: Caller, asked?: string): Promise<SharingViews> {
    const month = asked ?? this.#months({}).to;
    const sharing = await this.deps.sharing.of([month]);
    const applied = sharing.applied(month);
    const { circles } = sharing.sharing(month);
    const refs = [
      ...new Set([
        ...applied.flatMap(a => [a.bears.from, ...a.bears.to.map(t => t.ref)]),
      ]),
    ];
    const seen = await this.kernel.catalogAccess.readable(caller, refs);
    return {
      month,
      // A rule of what one may not see is none that one knows of.
      items: applied
        .filter(a => seen.has(a.bears.from))
        .map(({ key, body, words, bears, problem }) => {
          const all = bears.to.reduce((sum, t) => sum + t.weight, 0);
          const part = (weight: number) =>
            Math.round((weight * bears.share) / (all || 1));
          const hidden = bears.to.filter(t => !seen.has(t.ref));
          return {
            key,
            name: body.name,
            why: body.why,
            words,
            serviceRef: body.service,
            percent: bears.share / (HUNDRED_PER_CENT / 100),
            bearers: [
              ...bears.to
                .filter(t => seen.has(t.ref))
                .map(t => ({ ref: t.ref, part: part(t.weight) }))
                .sort((a, b) => b.part - a.part),
              ...(hidden.length > 0
                ? [{ part: part(hidden.reduce((s, t) => s + t.weight, 0)) }]
                : []),
            ],
            problem,
          };
        }),
      circles: circles
        .map(c => ({ ...c, refs: c.refs.filter(ref => seen.has(ref)) }))
        .filter(c => c.refs.length > 0),
      refs: await this.kernel.catalog.describe([...seen]),
    };
  }

  async lines(caller: Caller, query: CostLineQuery): Promise<CostLinePage> {
    const { service, cursor, limit = PAGE, ...asked } = query;
    const { ref } = await this.#visible(caller, service);
    const mark = { ref, ...asked };
    const after = cursor ? readCostCursor(cursor, mark) : undefined;
    const rows = await this.deps.store.lines(ref, {
      ...asked,
      after: after && { month: after[0], id: after[1] },
      limit: limit + 1,
    });
    const items = rows.slice(0, limit);
    const last = items[items.length - 1];
    return {
      items: items.map(presentLine),
      pageInfo: {
        nextCursor:
          rows.length > limit
            ? writeCostCursor([last.month, last.id], mark)
            : undefined,
      },
    };
  }

  /** @throws InputError for more months than are told at once */
  #months(asked: { from?: string; to?: string }): { from: string; to: string } {
    const last = monthAfter(
      monthOfInstant(this.kernel.clock.now(), this.deps.zone),
      -1,
    );
    const to = asked.to ?? (asked.from ? monthAfter(asked.from, 11) : last);
    const from = asked.from ?? monthAfter(to, -11);
    const many = monthsFromTo(from, to).length;
    if (many === 0 || many > MOST_MONTHS)
      throw new InputError(
        `to: must be within ${MOST_MONTHS} months from ${from} on`,
      );
    return { from, to };
  }

  /** An entity that the caller may see, under the name that it has now. @throws NotFoundError */
  async #visible(caller: Caller, asked: string) {
    const { catalog, catalogAccess } = this.kernel;
    const named = normalizeRef(asked) ?? asked;
    const entity = await catalog.find(named);
    const seen = entity && (await catalogAccess.readable(caller, [entity.ref]));
    if (!entity || !seen?.has(entity.ref))
      throw new NotFoundError(
        `There is no ${named} in the catalog, or you may not see it`,
      );
    return entity;
  }

  /** What somebody asked for, of what they may see. */
  async #pick(caller: Caller, query: CostExportQuery): Promise<Picked> {
    const { from, to } = this.#months(query);
    const all = await this.deps.book.costs(from, to);
    const kinds = query.kind && new Set(query.kind);
    const cells = kinds ? all.cells.filter(c => kinds.has(c.kind)) : all.cells;
    const found = new Set<string>();
    for (const { own, borne } of cells) {
      for (const ref of own.keys()) found.add(ref);
      for (const ref of borne.keys()) found.add(ref);
    }
    // A system of which only parts cost anything costs what those do.
    const systems = await this.deps.bearers.systems([...found]);
    for (const system of systems.values()) found.add(system);
    const { catalog, catalogAccess } = this.kernel;
    const seen = [...(await catalogAccess.readable(caller, [...found]))];
    const [titles, owners] = await Promise.all([
      catalog.describe(seen),
      this.deps.store.owners(seen),
    ]);
    const wanted = query.owner?.flatMap(owner =>
      owner === 'mine' ? caller.ownership : [owner],
    );
    const q = query.q?.toLocaleLowerCase('en-US');
    const refs = seen
      .filter(ref => {
        const owner = owners.get(ref)?.ownerRef;
        return !wanted || (owner !== undefined && wanted.includes(owner));
      })
      .filter(
        ref =>
          !q ||
          `${titles[ref]?.title ?? ''} ${ref}`
            .toLocaleLowerCase('en-US')
            .includes(q),
      )
      .sort();
    return {
      from,
      to,
      costs: { ...all, cells },
      refs,
      seen: new Set(seen),
      titles,
      owners,
    };
  }

  /** Services that share with each other, as far as the caller may see them. */
  async #circles(caller: Caller, costs: CostsOf, months: readonly string[]) {
    const found = new Map(
      months
        .flatMap(month => costs.sharing.sharing(month).circles)
        .map(circle => [JSON.stringify(circle), circle]),
    );
    if (found.size === 0) return [];
    const circles = [...found.values()];
    const seen = await this.kernel.catalogAccess.readable(caller, [
      ...new Set(circles.flatMap(c => c.refs)),
    ]);
    return circles
      .map(({ refs, closed }) => ({
        refs: refs.filter(ref => seen.has(ref)),
        closed,
      }))
      .filter(c => c.refs.length > 0);
  }
}
