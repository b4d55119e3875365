import {
  excessOf,
  failing,
  worstCaseOf,
  type Agreed,
  type Agreement,
  type AgreementBody,
  type Calendar,
  type Certainty,
  type ExplainedTime,
  type Goal,
  type Metric,
  type Structure,
  type WorstCase,
} from '@callboard/plugin-itsm-common';
import { durationWords } from '../clocks/sentences';
import { itemsOf, type WrittenAgreement } from './made';

/** Promises of an update are kept by whoever has the record, nobody waits for another one. */
const METRICS: readonly Metric[] = ['response', 'resolution'];
const PRIORITIES = [1, 2, 3, 4, 5];
const DAY_MS = 86_400_000;
/** Comparisons that are kept; each costs some milliseconds. */
const MOST_KEPT = 2_000;

const iso = (instant: number) => new Date(instant).toISOString();

/** Items of one agreement that are looked for behind services; a group may own thousands. */
const MOST_ITEMS = 300;

/** What is known of a record before there is one. */
export interface SupposedFacts {
  type: string;
  priority: number;
  serviceRef: string;
}

/** An agreement with what it is about. */
interface Party {
  agreement: Agreement;
  body: AgreementBody;
  /** Empty if it does not say: then its scope decides. */
  items: readonly string[];
}

type Behind = ExplainedTime['behind'][number];

/** What is never due passes everything. */
const passedOf = ({ worst }: Behind) => worst?.passed ?? Infinity;

/** Items whose owners are known. */
export type Owners = ReadonlyMap<string, string | undefined>;

/** Compares times; what was compared on a day is kept. */
export class WorstCases {
  readonly #kept = new Map<string, WorstCase | undefined>();

  /** The worst start of the year from a day on. */
  of(
    promise: { goal: Goal; calendar: Calendar },
    behind: { goal: Goal; calendar: Calendar },
    now: number,
  ): WorstCase | undefined {
    const from = Math.floor(now / DAY_MS) * DAY_MS;
    const key = JSON.stringify([
      from,
      ...[promise, behind].map(({ goal, calendar }) => [
        goal.goal,
        calendar.key,
        calendar.version,
      ]),
    ]);
    if (!this.#kept.has(key)) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      const found = worstCaseOf(
        { within: promise.goal.goal, working: promise.calendar.working },
        { within: behind.goal.goal, working: behind.calendar.working },
        from,
      );
      this.#kept.set(key, found);
    }
    return this.#kept.get(key);
  }
}

/**
 * Checks the times that are promised of services against those of the teams and suppliers behind
 * them. Who is behind a service: whoever has an agreement about the service, or about an item whose
 * failure alone takes the service down; redundancy that holds leaves nobody waiting.
 *
 * Whoever is behind it is taken to hear of it at once, and each is compared for itself: where several
 * work on it one after the other, it takes longer still. Goals are compared for each priority; what else
 * conditions ask for is taken not to be so.
 */
export class Times {
  readonly #parties: Party[];
  readonly #meant = new Map<Party, readonly string[]>();
  readonly #takenDown = new Map<string, Set<string>>();

  constructor(
    private readonly deps: {
      agreed: Agreed;
      agreements: readonly WrittenAgreement[];
      structure: Structure;
      owners: Owners;
      calendarNames: ReadonlyMap<string, string>;
      worstCases: WorstCases;
      /** Whether the scope of an agreement holds, as far as that is known. */
      certainty(body: AgreementBody, facts: SupposedFacts): Certainty;
      now: number;
    },
  ) {
    const written = new Map(deps.agreements.map(a => [a.key, a.body]));
    this.#parties = deps.agreed.agreementsAt(deps.now).flatMap(agreement => {
      const body = written.get(agreement.key);
      if (!body) return [];
      return [{ agreement, body, items: itemsOf(body) }];
    });
  }

  /** The promises of times about a service, each for the priorities for which it is the same. */
  of(service: string): ExplainedTime[] {
    const found = new Map<string, ExplainedTime>();
    const behindIt = this.#partiesBehind(service);
    const types = new Set(
      this.#parties.flatMap(({ body }) =>
        body.type === 'sla' ? body.recordTypes : [],
      ),
    );
    for (const type of types) {
      for (const metric of METRICS) {
        for (const priority of PRIORITIES) {
          const facts = { type, priority, serviceRef: service };
          const one = this.#promise(service, metric, facts, behindIt);
          if (!one) continue;
          const key = JSON.stringify({ ...one, priorities: [] });
          const known = found.get(key);
          if (!known) found.set(key, one);
          else if (!known.priorities.includes(priority))
            known.priorities.push(priority);
        }
      }
    }
    return [...found.values()].map(time => ({
      ...time,
      id: `${time.id}:${time.priorities.join('')}`,
    }));
  }

  #promise(
    service: string,
    metric: Metric,
    facts: SupposedFacts,
    behindIt: readonly { party: Party; itemRef: string }[],
  ): ExplainedTime | undefined {
    const goalOf = ({ agreement }: Party, of: SupposedFacts = facts) =>
      agreement.targets.find(t => t.metric === metric)?.goalOf({ ...of });
    // As clocks have it: of several the first counts.
    const sla = this.#parties.find(
      party =>
        party.body.type === 'sla' &&
        this.#covers(party, facts) &&
        goalOf(party),
    );
    const goal = sla && goalOf(sla);
    const calendar = goal && this.#calendar(goal);
    if (!sla || !calendar) return undefined;
    const behind = behindIt.flatMap(({ party, itemRef }): Behind[] => {
      // The first answer is given by whoever gets the record.
      const answers = party.body.type === 'ola' && itemRef === service;
      if (metric === 'response' && !answers) return [];
      // What they promise of the item, whichever service it is that waits for it.
      const ofItem = { ...facts, serviceRef: itemRef };
      if (!this.#covers(party, ofItem)) return [];
      const theirs = goalOf(party, ofItem);
      const theirCalendar = theirs && this.#calendar(theirs);
      if (!theirCalendar) return [];
      return [
        this.#compare(
          { goal, calendar },
          { goal: theirs, calendar: theirCalendar },
          { party, itemRef },
        ),
      ];
    });
    // That nobody is behind a first answer is as it should be.
    const isAsked = metric === 'resolution' && sla.items.includes(service);
    if (behind.length === 0 && !isAsked) return undefined;
    const { key, name } = sla.agreement;
    behind.sort(
      (a, b) => passedOf(b) - passedOf(a) || (a.itemRef < b.itemRef ? -1 : 1),
    );
    const worst = behind.at(0);
    const passed = worst?.worst?.passed;
    return {
      kind: 'time',
      id: `time:${key}:${metric}:${service}`,
      entityRef: service,
      source: { kind: 'agreement', key, name },
      metric,
      priorities: [facts.priority],
      promised: goal.goal,
      calendar: this.#named(goal.calendar),
      verdict: worst?.verdict ?? 'unknown',
      ...(!worst && { reason: 'nothingBehind' as const }),
      ...(worst && {
        excess: excessOf(passedOf(worst), goal.goal),
        words: worst.words,
      }),
      ...(passed !== undefined && { passed }),
      behind,
    };
  }

  #compare(
    promise: { goal: Goal; calendar: Calendar },
    behind: { goal: Goal; calendar: Calendar },
    { party, itemRef }: { party: Party; itemRef: string },
  ): Behind {
    const { worstCases, now } = this.deps;
    const worst = worstCases.of(promise, behind, now);
    const { key, name } = party.agreement;
    const own = this.#named(promise.goal.calendar);
    const theirs = this.#named(behind.goal.calendar);
    const fits = worst !== undefined && worst.passed <= promise.goal.goal;
    const promised = `${durationWords(promise.goal.goal)} (${own.name})`;
    const takes = `${durationWords(behind.goal.goal)} (${theirs.name})`;
    const counts =
      own.key === theirs.key || !worst
        ? takes
        : `${takes}, up to ${durationWords(worst.passed)} (${own.name})`;
    return {
      agreement: {
        kind: 'agreement',
        key,
        name,
        type: party.body.type as 'ola',
      },
      itemRef,
      within: behind.goal.goal,
      calendar: theirs,
      verdict: fits ? 'feasible' : 'infeasible',
      words: worst
        ? `${name}: ${counts} ${fits ? '≤' : '>'} ${promised}`
        : `${name}: ${takes} is never over`,
      ...(worst && {
        worst: {
          start: iso(worst.start),
          done: iso(worst.done),
          ...(Number.isFinite(worst.due) && { due: iso(worst.due) }),
          passed: worst.passed,
        },
      }),
    };
  }

  /** Whoever a service waits for, with the nearest item that it is for. */
  #partiesBehind(service: string): { party: Party; itemRef: string }[] {
    return this.#parties.flatMap(party => {
      if (party.body.type === 'sla') return [];
      if (party.items.length === 0) return [{ party, itemRef: service }];
      const meant = this.#meantBy(party);
      const itemRef = meant.includes(service)
        ? service
        : meant.find(ref => this.#takesDown(ref).has(service));
      return itemRef === undefined ? [] : [{ party, itemRef }];
    });
  }

  /** The items that an agreement is about, those of groups among them, nearest first. */
  #meantBy(party: Party): readonly string[] {
    let known = this.#meant.get(party);
    if (!known) {
      const { structure, owners } = this.deps;
      const wanted = new Set(party.items);
      known = [...structure.keys()]
        .filter(ref => wanted.has(ref) || wanted.has(owners.get(ref) ?? ''))
        .slice(0, MOST_ITEMS);
      this.#meant.set(party, known);
    }
    return known;
  }

  /** What an item takes down if it fails alone. */
  #takesDown(ref: string): Set<string> {
    let known = this.#takenDown.get(ref);
    if (!known) {
      known = failing(this.deps.structure, [ref]);
      this.#takenDown.set(ref, known);
    }
    return known;
  }

  /**
   * Whether an agreement covers a record of which so much is known. Where it says what it is about,
   * the rest of its scope is taken to hold as long as nothing says otherwise.
   */
  #covers({ body, items, agreement }: Party, facts: SupposedFacts): boolean {
    const scopeSays =
      items.length === 0 || (body.type === 'sla' && !body.items);
    if (scopeSays) return agreement.covers({ ...facts });
    if (body.type === 'sla' && !items.includes(facts.serviceRef)) return false;
    return (
      body.recordTypes.includes(facts.type) &&
      this.deps.certainty(body, facts) !== 'no'
    );
  }

  #calendar({ calendar }: Goal): Calendar | undefined {
    return this.deps.agreed.calendarAt(calendar, this.deps.now);
  }

  #named(key: string) {
    return { key, name: this.deps.calendarNames.get(key) ?? key };
  }
}
