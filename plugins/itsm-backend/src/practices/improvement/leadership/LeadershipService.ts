import { InputError } from '@backstage/errors';
import {
  asOfFault,
  MOST_IN_OVERVIEW,
  nextDigest,
  normalizeRef,
  overviewFrame,
  overviewOf,
  overviewQuestions,
  type Answered,
  type DigestState,
  type KpiAnswer,
  type KpiDefinition,
  type KpiQuestion,
  type Overview,
  type OverviewFrame,
  type OverviewQuery,
  type OverviewStoryline,
} from '@callboard/plugin-itsm-common';
import {
  initiativesRef,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { DigestStore } from './DigestStore';
import type { LeadershipConfig } from './settings';

/** How many months there are where nobody says. */
const MONTHS = 13;

/** What leadership looks at, and being told of it each month. */
export interface LeadershipService {
  /** @throws InputError for a day that is still to come */
  overview(caller: Caller, query: OverviewQuery): Promise<Overview>;
  /** @throws InputError for services, which read no digests */
  subscribe(caller: Caller): Promise<DigestState>;
  unsubscribe(caller: Caller): Promise<DigestState>;
}

/** What the numbers say, without what only one reader sees. */
export type Numbers = Omit<
  OverviewStoryline,
  'initiatives' | 'moreInitiatives'
> & { absent: string[] };

interface Counted {
  leading: Answered[];
  others: Answered[];
  definitions: readonly KpiDefinition[];
  absent: string[];
}

/** Puts the numbers, what they say and what is being done together. */
export class DefaultLeadershipService implements LeadershipService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'kpis' | 'catalog' | 'clock' | 'services'
    > & { store: DigestStore; config: LeadershipConfig },
  ) {}

  async overview(caller: Caller, query: OverviewQuery): Promise<Overview> {
    const frame = this.#frame(query);
    const register = this.deps.services.find(initiativesRef);
    const [counted, initiatives, digest] = await Promise.all([
      this.#ask(frame),
      register?.underWay(caller, {
        at: frame.today ? undefined : frame.period.to,
        limit: MOST_IN_OVERVIEW + 1,
      }) ?? [],
      this.#digest(caller),
    ]);
    const { absent, ...answers } = counted;
    const story = overviewOf({ frame, initiatives, ...answers });
    const refs = await this.deps.catalog.describe(
      story.initiatives.flatMap(({ ownerRef, where = {} }) => [
        ownerRef,
        ...Object.values(where).flatMap(values => values.map(normalizeRef)),
      ]),
    );
    const hasRegister = register !== undefined;
    return { ...story, absent, hasRegister, digest, refs };
  }

  /** What everybody is told of a month: totals, and nothing that some may not read. */
  async numbers(query: OverviewQuery): Promise<Numbers> {
    const frame = this.#frame(query);
    const { absent, ...answers } = await this.#ask(frame);
    const { initiatives, moreInitiatives, ...story } = overviewOf({
      frame,
      initiatives: [],
      ...answers,
    });
    return { ...story, absent };
  }

  async subscribe(caller: Caller): Promise<DigestState> {
    if (caller.kind !== 'user')
      throw new InputError('The monthly digest is for people; sign in as one');
    await this.deps.store.ask(caller.ref, this.deps.clock.now());
    return this.#digest(caller);
  }

  async unsubscribe(caller: Caller): Promise<DigestState> {
    await this.deps.store.endAsking(caller.ref);
    return this.#digest(caller);
  }

  #frame({ asOf, months = MONTHS }: OverviewQuery): OverviewFrame {
    const { zone } = this.deps.config;
    const now = this.deps.clock.now();
    const fault = asOfFault(asOf, now, zone);
    if (fault) throw new InputError(fault);
    return overviewFrame(asOf, months, now, zone);
  }

  /** All that is asked is asked at once: the leading numbers, and others that may have got better or worse. */
  async #ask(frame: OverviewFrame): Promise<Counted> {
    const { kpis, config } = this.deps;
    const definitions = await kpis.all();
    const byKey = new Map(definitions.map(one => [one.key, one]));
    const leading = config.numbers.flatMap(key => byKey.get(key) ?? []);
    const others = definitions.filter(one => isWatched(one, config.numbers));
    const asked = [...leading, ...others];
    const questions = overviewQuestions(frame, asked);
    const answers = await this.#answers(questions);
    const byQuestion = new Map(questions.map((q, i) => [q.kpi, answers[i]]));
    const answered = (one: KpiDefinition): Answered => ({
      definition: one,
      answer: byQuestion.get(one.key),
    });
    return {
      leading: leading.map(answered),
      others: others.map(answered),
      definitions,
      absent: config.numbers.filter(key => !byKey.has(key)),
    };
  }

  /**
   * The answers in the order of the questions. One number that cannot be told, as of a definition that keeps
   * too much to be counted one by one, takes the others from nobody.
   */
  async #answers(
    questions: readonly KpiQuestion[],
  ): Promise<readonly (KpiAnswer | undefined)[]> {
    const { kpis } = this.deps;
    try {
      return await kpis.askAll(questions);
    } catch (error) {
      if ((error as Error).name !== 'InputError') throw error;
      const each = await Promise.allSettled(questions.map(q => kpis.ask(q)));
      return each.map(one =>
        one.status === 'fulfilled' ? one.value : undefined,
      );
    }
  }

  async #digest(caller: Caller): Promise<DigestState> {
    const { store, config, clock } = this.deps;
    const own = [caller.ref, ...caller.ownership];
    return {
      subscribed:
        caller.kind === 'user' ? await store.hasAsked(caller.ref) : false,
      configured: config.to.some(ref => own.includes(ref)),
      nextAt: new Date(nextDigest(clock.now(), config.zone).at).toISOString(),
    };
  }
}

/**
 * Whether a number is told of although it is not one of the leading ones: those that some definition
 * gave a target, as somebody wants something of them.
 */
function isWatched(
  { key, target, awaits, forTeamItself, direction }: KpiDefinition,
  leading: readonly string[],
): boolean {
  return (
    target !== undefined &&
    direction !== 'neutral' &&
    awaits === undefined &&
    !forTeamItself &&
    !leading.includes(key)
  );
}
