import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  requirePerson,
  SUGGESTION,
  suggestionSummarySchema,
  type NewSuggestion,
  type Suggestion,
  type SuggestionListQuery,
  type SuggestionPage,
  type SuggestionPatch,
  type SuggestionTransition,
} from '@callboard/plugin-itsm-common';
import {
  shownOrReceipt,
  type Caller,
  type Initiatives,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { VoteStore } from './VoteStore';

const SUMMARY_KEYS = Object.keys(suggestionSummarySchema.shape);
const NO_VOTES = { votes: 0, voted: false };
/** States in which a suggestion can become an initiative. */
const BEFORE_WORK = ['new', 'considering', 'accepted'];

/**
 * What can be done with suggestions, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the suggestion moved on.
 */
export interface SuggestionService {
  /** Suggests something. */
  file(caller: Caller, suggestion: NewSuggestion): Promise<Suggestion>;
  /** Suggestions that the caller may read, as a keyset page. */
  list(caller: Caller, query: SuggestionListQuery): Promise<SuggestionPage>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Suggestion>;
  update(
    caller: Caller,
    id: string,
    patch: SuggestionPatch,
    expectedVersion?: number,
  ): Promise<Suggestion>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: SuggestionTransition,
    expectedVersion?: number,
  ): Promise<Suggestion>;
  /** Counts the caller among those who want it. @throws ConflictError once it is over */
  vote(caller: Caller, id: string): Promise<Suggestion>;
  /** Takes the caller's vote back. */
  unvote(caller: Caller, id: string): Promise<Suggestion>;
  /** Makes an initiative of it, if there is none, and accepts it. */
  makeInitiative(caller: Caller, id: string): Promise<Suggestion>;
}

/** Why somebody cannot vote; undefined if they can. */
function voteRefusal(
  caller: Caller,
  { number, statusCategory }: StoredRecord,
): string | undefined {
  if (caller.kind !== 'user') return 'Only people can vote.';
  if (statusCategory === 'closed' || statusCategory === 'cancelled')
    return `${number} is over; nobody votes on it any more.`;
  return undefined;
}

/** Suggestions through the kernel's door. Knows no permissions. */
export class DefaultSuggestionService implements SuggestionService {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records' | 'clock'>,
    private readonly deps: {
      votes: VoteStore;
      initiatives: Pick<Initiatives, 'propose' | 'cameFrom'>;
    },
  ) {}

  async file(caller: Caller, suggestion: NewSuggestion): Promise<Suggestion> {
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: SUGGESTION,
      set: {
        channel: isUser ? 'portal' : 'api',
        ...suggestion,
        requesterRef: isUser ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(
    caller: Caller,
    query: SuggestionListQuery,
  ): Promise<SuggestionPage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [SUGGESTION],
      keys: SUMMARY_KEYS,
    });
    const votes = await this.deps.votes.of(
      page.items.map(({ id }) => id),
      caller.ref,
    );
    return {
      ...page,
      items: page.items.map(record => {
        const all: Record<string, unknown> = {
          ...records.present(record),
          ...(votes.get(record.id) ?? NO_VOTES),
        };
        return Object.fromEntries(
          SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
            key,
            all[key],
          ]),
        ) as SuggestionPage['items'][number];
      }),
    };
  }

  async get(caller: Caller, id: string): Promise<Suggestion> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, SUGGESTION);
    const [votes, became] = await Promise.all([
      this.deps.votes.of([record.id], caller.ref),
      this.deps.initiatives.cameFrom(caller, 'suggestion', [record.number]),
    ]);
    const brief = became.get(record.number);
    return {
      ...records.present(record),
      ...(votes.get(record.id) ?? NO_VOTES),
      voteRefusal: voteRefusal(caller, record),
      initiative: brief && {
        number: brief.number,
        title: brief.title,
        statusLabel: brief.statusLabel,
      },
      ...view,
    } as unknown as Suggestion;
  }

  async update(
    caller: Caller,
    id: string,
    patch: SuggestionPatch,
    expectedVersion?: number,
  ): Promise<Suggestion> {
    await this.#own(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id,
      set: patch,
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: SuggestionTransition,
    expectedVersion?: number,
  ): Promise<Suggestion> {
    await this.#own(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  async vote(caller: Caller, id: string): Promise<Suggestion> {
    const voter = requirePerson(caller, 'a vote');
    const record = await this.#own(caller, id);
    const refusal = voteRefusal(caller, record);
    if (refusal) throw new ConflictError(refusal);
    await this.deps.votes.add(record.id, voter, this.kernel.clock.now());
    return this.get(caller, id);
  }

  async unvote(caller: Caller, id: string): Promise<Suggestion> {
    const record = await this.#own(caller, id);
    await this.deps.votes.remove(record.id, caller.ref);
    return this.get(caller, id);
  }

  async makeInitiative(caller: Caller, id: string): Promise<Suggestion> {
    const { records } = this.kernel;
    const { record, viewer } = await records.view(caller, id, SUGGESTION);
    const { number, title, status, idea, serviceRef, ownerRef } = record;
    const works = await records.workedOn(caller, [record.id]);
    if (!viewer.canUpdate || !works.has(record.id))
      throw new NotAllowedError(
        `Only those who work on ${number} may make an initiative of it`,
      );
    const { initiatives } = this.deps;
    const became = await initiatives.cameFrom(caller, 'suggestion', [number]);
    let initiative = became.get(number);
    if (!initiative) {
      if (!BEFORE_WORK.includes(status))
        throw new ConflictError(
          `${number} is answered already; look at it again first`,
        );
      initiative = await initiatives.propose(caller, {
        title,
        objective: typeof idea === 'string' ? idea : undefined,
        serviceRef,
        ownerRef,
        fromRecord: number,
        origin: 'suggestion',
        originId: number,
      });
    }
    if (status === 'new' || status === 'considering')
      await this.#accept(caller, record, initiative.number);
    return this.#done(caller, record.id);
  }

  /** Says what became of it, unless somebody did so at the same instant. */
  async #accept(
    caller: Caller,
    { id, status }: StoredRecord,
    initiative: string,
  ): Promise<void> {
    const { records } = this.kernel;
    try {
      await records.changeRecord(caller, {
        id,
        transition: 'accept',
        set: {
          answer: `It is taken up as ${initiative}: what came of it is measured there.`,
        },
      });
    } catch (error) {
      const { record } = await records.view(caller, id, SUGGESTION);
      if (record.status === status) throw error;
    }
  }

  #done(caller: Caller, id: string): Promise<Suggestion> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  /** @throws NotFoundError for a record of another type */
  async #own(caller: Caller, id: string): Promise<StoredRecord> {
    return (await this.kernel.records.view(caller, id, SUGGESTION)).record;
  }
}
