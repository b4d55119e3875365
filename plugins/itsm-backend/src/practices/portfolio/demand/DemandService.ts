import { ConflictError, InputError } from '@backstage/errors';
import {
  DEMAND,
  requirePerson,
  VOTED_IN,
  type BulkResult,
  type Demand,
  type DemandBecoming,
  type DemandBulk,
  type DemandListQuery,
  type DemandMerge,
  type DemandPage,
  type DemandPatch,
  type DemandSettings,
  type DemandTransition,
  type NewDemand,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Becoming } from './Becoming';
import type { DemandStore } from './DemandStore';
import { weightOf, type VoteSettings } from './settings';
import {
  shownViewer,
  stored,
  summaryOf,
  SUMMARY_KEYS,
  withScore,
} from './shown';
import { NO_VOTES, type VoteStore } from './VoteStore';
import { weightsNow } from './weighing';

/**
 * What can be done with needs, one method a verb. Where a method takes `expectedVersion`, it refuses with
 * a conflict if the need moved on.
 */
export interface DemandService {
  /** Files a need. */
  file(caller: Caller, demand: NewDemand): Promise<Demand>;
  /** Needs that the caller may read, as a keyset page. */
  list(caller: Caller, query: DemandListQuery): Promise<DemandPage>;
  /** How votes and scores are reckoned, and what is left of the caller's points. */
  settings(caller: Caller): Promise<DemandSettings>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Demand>;
  update(
    caller: Caller,
    id: string,
    patch: DemandPatch,
    expectedVersion?: number,
  ): Promise<Demand>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: DemandTransition,
    expectedVersion?: number,
  ): Promise<Demand>;
  /** Edits or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: DemandBulk): Promise<BulkResult>;
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Demand>;
  /**
   * Gives it points of the caller's, in place of those before.
   *
   * @throws InputError beyond what one may give, ConflictError beyond their budget or once it is decided
   */
  vote(caller: Caller, id: string, points: number): Promise<Demand>;
  /** Makes something of it, or says what there is already. */
  become(
    caller: Caller,
    id: string,
    becoming: DemandBecoming,
    expectedVersion?: number,
  ): Promise<Demand>;
  /** Says that another one is the same; its votes go there. */
  merge(
    caller: Caller,
    id: string,
    merge: DemandMerge,
    expectedVersion?: number,
  ): Promise<Demand>;
}

const isVotedOn = ({ status }: StoredRecord) =>
  (VOTED_IN as readonly string[]).includes(status);

const pointsWords = (points: number) =>
  points === 1 ? '1 point' : `${points} points`;

/** Why somebody cannot vote; undefined if they can. */
function voteRefusal(caller: Caller, record: StoredRecord): string | undefined {
  if (caller.kind !== 'user') return 'Only people can vote.';
  if (!isVotedOn(record))
    return `${record.number} is decided; nobody votes on it any more.`;
  return undefined;
}

/** Needs through the kernel's door. Knows no permissions: see {@link AuthorizedDemandService}. */
export class DefaultDemandService implements DemandService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'recordTypes' | 'clock' | 'definitions'
    >,
    private readonly deps: {
      store: DemandStore;
      votes: VoteStore;
      becoming: Becoming;
      settings: VoteSettings;
    },
  ) {}

  async file(caller: Caller, demand: NewDemand): Promise<Demand> {
    const { template, fromRecord, ...said } = demand;
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: DEMAND,
      template,
      link: fromRecord ? { kind: 'relates-to', target: fromRecord } : undefined,
      set: {
        channel: isUser ? 'portal' : 'api',
        ...stored(said),
        requesterRef: isUser ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(caller: Caller, query: DemandListQuery): Promise<DemandPage> {
    const { records, definitions } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [DEMAND],
      keys: SUMMARY_KEYS,
    });
    const [votes, { weights }] = await Promise.all([
      this.deps.votes.of(
        page.items.map(({ id }) => id),
        caller.ref,
      ),
      weightsNow(definitions),
    ]);
    return {
      ...page,
      items: page.items.map(record =>
        summaryOf(
          withScore(records, record, votes.get(record.id) ?? NO_VOTES, weights),
        ),
      ),
    };
  }

  async settings(caller: Caller): Promise<DemandSettings> {
    const { settings, votes, becoming } = this.deps;
    const { readable } = this.kernel.records.conditions(caller);
    const [{ name, weights }, on] = await Promise.all([
      weightsNow(this.kernel.definitions),
      votes.whereGiven(caller.ref, readable),
    ]);
    const { fullVotes, ...weighed } = weights;
    const given = on.reduce((sum, { points }) => sum + points, 0);
    return {
      votes: settings,
      score: { name, weights: weighed, fullVotes },
      mine: {
        ...weightOf(settings, caller.ownership),
        given,
        left: Math.max(0, settings.budget - given),
        on,
      },
      becomes: becoming.possible(),
    };
  }

  async get(caller: Caller, id: string): Promise<Demand> {
    const { records, definitions } = this.kernel;
    const { record, ...view } = await records.view(caller, id, DEMAND);
    const { readable } = records.conditions(caller);
    const { store, votes, settings, becoming } = this.deps;
    const isUser = caller.kind === 'user';
    const [given, voices, { weights }, outcomes, mergedInto, elsewhere] =
      await Promise.all([
        votes.of([record.id], caller.ref),
        votes.voices(record.id),
        weightsNow(definitions),
        store.outcomes(record.id, readable),
        record.status === 'merged'
          ? store.mergedInto(record.id, readable)
          : undefined,
        isUser ? votes.given(caller.ref, record.id) : 0,
      ]);
    const own = given.get(record.id) ?? NO_VOTES;
    const left = Math.max(0, settings.budget - elsewhere);
    return {
      ...withScore(records, record, own, weights),
      voices,
      mayGive: isUser ? Math.min(settings.most, left) : 0,
      voteRefusal: voteRefusal(caller, record),
      mergedInto,
      outcomes: outcomes.map(becoming.shown),
      ...view,
      viewer: shownViewer(view.viewer),
    } as unknown as Demand;
  }

  async update(
    caller: Caller,
    id: string,
    patch: DemandPatch,
    expectedVersion?: number,
  ): Promise<Demand> {
    await this.#own(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id,
      set: stored(patch),
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: DemandTransition,
    expectedVersion?: number,
  ): Promise<Demand> {
    await this.#own(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set: stored(set),
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  bulk(caller: Caller, command: DemandBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Demand> {
    requirePerson(caller, 'a need');
    await this.#own(caller, id);
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'a need',
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async vote(caller: Caller, id: string, points: number): Promise<Demand> {
    const voterRef = requirePerson(caller, 'a vote');
    const record = await this.#own(caller, id);
    const { settings, votes } = this.deps;
    if (points > settings.most)
      throw new InputError(
        `points: must be at most ${settings.most}; that is as much as one person may give to one need`,
      );
    const { weight, label } = weightOf(settings, caller.ownership);
    const given = await votes.give(
      {
        recordId: record.id,
        voterRef,
        points,
        weight,
        weightLabel: label,
        at: this.kernel.clock.now(),
      },
      settings.budget,
    );
    if (!given.given)
      throw new ConflictError(
        given.because === 'decided'
          ? `${record.number} is decided; nobody votes on it any more.`
          : `You have ${pointsWords(Math.max(0, given.left))} left for ${
              record.number
            }, of ${
              settings.budget
            } for all that is not decided; take some back elsewhere first.`,
      );
    return this.get(caller, id);
  }

  async become(
    caller: Caller,
    id: string,
    becoming: DemandBecoming,
    expectedVersion?: number,
  ): Promise<Demand> {
    const view = await this.kernel.records.view(caller, id, DEMAND);
    await this.deps.becoming.become(caller, view, becoming, expectedVersion);
    return this.#done(caller, view.record.id);
  }

  async merge(
    caller: Caller,
    id: string,
    { into }: DemandMerge,
    expectedVersion?: number,
  ): Promise<Demand> {
    const { records, clock } = this.kernel;
    const record = await this.#own(caller, id);
    const target = await this.#own(caller, into);
    if (target.id === record.id)
      throw new InputError('into: must be another need than this one');
    if (!isVotedOn(target))
      throw new ConflictError(
        `${target.number} is decided already; merge into one that is not, or decline this one`,
      );
    await records.changeRecord(
      caller,
      {
        id: record.id,
        transition: 'merge',
        set: { mergedAt: clock.now() },
        link: { kind: 'duplicate-of', target: target.number },
        expectedVersion,
      },
      {
        alongside: async tx => {
          await this.deps.votes.move(tx, record.id, target.id);
        },
      },
    );
    return this.#done(caller, record.id);
  }

  #done(caller: Caller, id: string): Promise<Demand> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  /** @throws NotFoundError for a record of another type */
  async #own(caller: Caller, id: string): Promise<StoredRecord> {
    return (await this.kernel.records.view(caller, id, DEMAND)).record;
  }
}
