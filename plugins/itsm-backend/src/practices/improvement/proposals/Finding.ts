import {
  FINDER_VALUES,
  PROPOSAL_DAYS,
  beginAfter,
  beginOf,
  type Finder,
  type KpiAnswer,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import {
  changeConsequencesRef,
  ciGapsRef,
  repeatingIncidentsRef,
  type IncidentsOnItem,
  type ItsmKernel,
  type RepeatedTitle,
} from '@callboard/plugin-itsm-node';
import { ageingBacklog, OLD_DAYS } from './finders/ageingBacklog';
import { changesThatCauseIncidents } from './finders/changesThatCauseIncidents';
import { gapsInCmdb, type ServiceWithItems } from './finders/gapsInCmdb';
import { PARTS, type Found, type Tools, type Windows } from './finders/model';
import { LEAST_LATELY, noisyServices } from './finders/noisyServices';
import { LEAST_ON_ITEM, repeatedOnItem } from './finders/repeatedOnItem';
import { repeatedInWords } from './finders/repeatedInWords';
import { slowApprovals } from './finders/slowApprovals';
import { timeHeld, type Held } from './finders/timeHeld';
import type { ProposalSettings } from './settings';
import type { WaitStore } from './WaitStore';
import { windowsAt } from './windows';

const DAY = 86_400_000;
const WEEKS = 26;
const SERVICES = 100;
const NOISY_SERVICES = 40;
const ITEMS = 50;
const MOST_TITLES = 20_000;
const MOST_CHANGES = 20_000;

const VOLUME = 'incidents.volume';
const HELD = 'service-levels.breaches-by-holder';
const OFF = 'The practice that knows of it is switched off.';
const BEHIND = 'Not all that happened is counted yet; it is looked again soon.';

/** Why a finder could not look. */
export interface Skipped {
  finder: Finder;
  reason: string;
  /** Whether it can look soon. */
  soon?: boolean;
}

/** What was found, and by whom: what a finder that did look no longer finds is gone. */
export interface Findings {
  found: Found[];
  looked: Finder[];
  skipped: Skipped[];
  windows: Windows;
}

const iso = (at: number) => new Date(at).toISOString();

/** Values by entity. */
const byEntity = (answer?: KpiAnswer) =>
  new Map(
    (answer?.groups ?? []).flatMap(({ value, total }) =>
      value === undefined ? [] : [[value, total] as const],
    ),
  );

/** What is read of incidents at once. */
interface Incidents {
  onItems: IncidentsOnItem[];
  titles: RepeatedTitle[];
}

/**
 * Asks for the facts, a few statements for each kind of them whatever there is, and lets the finders look.
 * What is restricted is in none of the facts.
 */
export class Finding {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'kpis' | 'catalog' | 'definitions' | 'services' | 'clock'
    >,
    private readonly deps: { waits: WaitStore; settings: ProposalSettings },
  ) {}

  async look(): Promise<Findings> {
    const { settings } = this.deps;
    const windows = windowsAt(this.kernel.clock.now(), settings.zone);
    const incidents = await this.#incidents(windows);
    const numbers = await this.#numbers(windows);
    const [changes, decisions, aged, gaps] = [
      await this.#changes(windows),
      await this.deps.waits.decided({
        from: windows.before.from,
        to: windows.now.to,
      }),
      await this.#aged(windows),
      await this.#gaps(numbers.volumes, numbers.volumesBefore, incidents),
    ];
    const refs = new Set([
      ...(incidents?.onItems ?? []).flatMap(i => [i.ciRef, i.serviceRef]),
      ...(incidents?.titles ?? []).map(i => i.serviceRef),
      ...(numbers.held?.now ?? []).map(h => h.ownerRef),
      ...numbers.volumes.keys(),
      ...(changes?.changes ?? []).flatMap(c => [c.serviceRef, c.ownerRef]),
      ...decisions.flatMap(d => (d.by === 'group' ? [d.key] : [])),
      ...(aged?.now ?? []).map(a => a.ownerRef),
    ]);
    const described = await this.kernel.catalog.describe(refs);
    const tools: Tools = {
      windows,
      effort: settings.effort,
      nameOf: ref => described[ref]?.title ?? ref,
    };
    const volumes = new Map(
      [...numbers.volumes].map(([ref, { value }]) => [ref, value ?? 0]),
    );
    const { language } = settings;

    const results: Record<Finder, Found[] | string> = {
      'repeated-on-item': !incidents
        ? OFF
        : repeatedOnItem(
            {
              onItems: incidents.onItems,
              total: numbers.total,
              volumes,
            },
            tools,
          ),
      'repeated-in-words': !incidents
        ? OFF
        : repeatedInWords(
            { titles: incidents.titles, language, volumes },
            tools,
          ),
      'time-held': numbers.heldSkipped ?? timeHeld(numbers.held!, tools),
      'changes-causing-incidents': !changes
        ? OFF
        : changesThatCauseIncidents(changes, tools),
      'slow-approvals': slowApprovals({ decisions }, tools),
      'noisy-service':
        numbers.weeksSkipped ??
        noisyServices({ services: numbers.weeks }, tools),
      'ageing-backlog': !aged ? OFF : ageingBacklog(aged, tools),
      'cmdb-gaps':
        numbers.weeksSkipped ?? (gaps ? gapsInCmdb(gaps, tools) : OFF),
    };
    return {
      windows,
      found: FINDER_VALUES.flatMap(finder => {
        const result = results[finder];
        return typeof result === 'string' ? [] : result;
      }),
      looked: FINDER_VALUES.filter(f => typeof results[f] !== 'string'),
      skipped: FINDER_VALUES.flatMap(finder => {
        const result = results[finder];
        return typeof result === 'string'
          ? [{ finder, reason: result, soon: result === BEHIND }]
          : [];
      }),
    };
  }

  async #incidents(windows: Windows): Promise<Incidents | undefined> {
    const repeating = this.kernel.services.find(repeatingIncidentsRef);
    if (!repeating) return undefined;
    const bounds = [windows.before.from, ...windows.slots.map(s => s.to)];
    const onItems = await repeating.onItems(bounds, {
      since: windows.now.from,
      least: LEAST_ON_ITEM,
      limit: ITEMS,
    });
    // Each time of its own, so that the newer one does not use up the limit.
    const titles = [
      ...(await repeating.titles(windows.now, MOST_TITLES)),
      ...(await repeating.titles(windows.before, MOST_TITLES)),
    ];
    return { onItems, titles };
  }

  /** Numbers that the engine keeps already. */
  async #numbers({ now, before }: Windows) {
    const { kpis } = this.kernel;
    const known = new Set((await kpis.all()).map(({ key }) => key));
    const spans = [now, before].map(({ from, to }) => ({
      from: iso(from),
      to: iso(to),
    }));
    const questions: KpiQuestion[] = [
      ...spans.map(span => ({
        ...span,
        kpi: VOLUME,
        by: 'serviceRef',
        top: SERVICES,
      })),
      ...spans.map(span => ({
        ...span,
        kpi: HELD,
        by: 'ownerRef',
        top: SERVICES,
        statistic: 'sum' as const,
      })),
    ].filter(({ kpi }) => known.has(kpi));
    const answers = questions.length > 0 ? await kpis.askAll(questions) : [];
    const of = (kpi: string) => answers.filter(answer => answer.kpi === kpi);
    const [volume, volumeBefore] = of(VOLUME);
    const [held, heldBefore] = of(HELD);
    const volumes = byEntity(volume);
    const holders = (answer: KpiAnswer): Held[] =>
      [...byEntity(answer)].map(([ownerRef, { value = 0, count }]) => ({
        ownerRef,
        count,
        heldMs: value,
      }));
    return {
      total: volume?.total.value ?? 0,
      volumes,
      volumesBefore: byEntity(volumeBefore),
      weeksSkipped: skippedOf(volume, now.to),
      weeks:
        volume && skippedOf(volume, now.to) === undefined
          ? await this.#weeks(
              [...volumes]
                .filter(([, { value = 0 }]) => value >= LEAST_LATELY)
                .map(([ref]) => ref)
                .slice(0, NOISY_SERVICES),
            )
          : [],
      heldSkipped: skippedOf(held, now.to),
      held: held && {
        now: holders(held),
        before: holders(heldBefore),
        totalMs: held.total.value ?? 0,
        totalBeforeMs: heldBefore.total.value ?? 0,
      },
    };
  }

  /** Incidents by week of services: whole weeks, for half a year. */
  async #weeks(services: readonly string[]) {
    if (services.length === 0) return [];
    const { zone } = this.deps.settings;
    const to = beginOf(this.kernel.clock.now(), 'week', zone);
    const from = beginAfter(to, 'week', zone, -WEEKS);
    const answers = await this.kernel.kpis.askAll(
      services.map(ref => ({
        kpi: VOLUME,
        from: iso(from),
        to: iso(to),
        grain: 'week' as const,
        where: { serviceRef: [ref] },
      })),
    );
    return services.map((serviceRef, i) => ({
      serviceRef,
      weeks: (answers[i].series ?? []).map(point => ({
        from: point.from,
        to: point.to,
        value: point.value ?? 0,
      })),
    }));
  }

  async #changes({ now, before }: Windows) {
    const consequences = this.kernel.services.find(changeConsequencesRef);
    if (!consequences) return undefined;
    const changes = await consequences.carriedOut(
      { from: before.from, to: now.to },
      MOST_CHANGES,
    );
    const named = await this.kernel.definitions.list<{ title?: string }>(
      'standard-change',
    );
    const templates = new Map(
      named.map(({ key, body }) => [key, body.title ?? key]),
    );
    return { changes, templates };
  }

  async #aged({ now }: Windows) {
    const repeating = this.kernel.services.find(repeatingIncidentsRef);
    if (!repeating) return undefined;
    const older = OLD_DAYS * DAY;
    return {
      now: await repeating.aged(now.to, older),
      before: await repeating.aged(now.to - PROPOSAL_DAYS * DAY, older),
    };
  }

  async #gaps(
    volumes: ReturnType<typeof byEntity>,
    before: ReturnType<typeof byEntity>,
    incidents: Incidents | undefined,
  ) {
    const gaps = this.kernel.services.find(ciGapsRef);
    if (!gaps || !incidents) return undefined;
    const items = new Map(
      [...volumes.keys()].map(ref => [ref, new Set([ref])]),
    );
    for (const { serviceRef, ciRef, slot } of incidents.onItems)
      if (serviceRef && slot >= PARTS) items.get(serviceRef)?.add(ciRef);
    const services = [...volumes].map(
      ([serviceRef, { value = 0 }]): ServiceWithItems => ({
        serviceRef,
        incidents: value,
        before: before.get(serviceRef)?.value ?? 0,
        items: [...items.get(serviceRef)!],
      }),
    );
    return {
      services,
      gaps: await gaps.of(services.flatMap(service => service.items)),
    };
  }
}

/** Why what rests on a number cannot be looked for now. */
function skippedOf(
  answer: KpiAnswer | undefined,
  until: number,
): string | undefined {
  if (!answer) return OFF;
  const isBehind = answer.unread > 0 && Date.parse(answer.asOf) < until;
  return answer.rebuilding || isBehind ? BEHIND : undefined;
}
