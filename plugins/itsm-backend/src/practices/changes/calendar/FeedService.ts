import { createHash, randomBytes } from 'crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  changePermissions,
  FEED_AHEAD_MS,
  FEED_BACK_MS,
  MOST_CALENDAR_ITEMS,
  MOST_FEEDS,
  type ChangeState,
  type Feed,
  type FeedList,
  type MadeFeed,
  type NewFeed,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  Clock,
  PeopleAsCallers,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { AroundChanges } from './AroundChanges';
import { someOf, teamsOf } from './CalendarService';
import type { CalendarStore } from './CalendarStore';
import { FeedLimits } from './FeedLimits';
import type { FeedStore, StoredFeed } from './FeedStore';
import { GoneError } from './feedErrors';
import { writeFeed, type FeedEvents } from './writeFeed';

const HOUR_MS = 3_600_000;
const TOKEN = /^[\w-]{43}$/;

/**
 * What a feed has of changes. Drafts are their writers' own business; what was called off stays, so
 * that calendar programs take it out.
 */
const STATES_IN_FEEDS: readonly ChangeState[] = [
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
  'rejected',
];

const hashOf = (token: string) =>
  createHash('sha256').update(token).digest('hex');
const iso = (instant: number) => new Date(instant).toISOString();

const present = ({
  id,
  name,
  filters,
  createdAt,
  usedAt,
}: StoredFeed): Feed => ({
  id,
  name,
  ...filters,
  createdAt: iso(createdAt),
  ...(usedAt !== undefined && { lastUsedAt: iso(usedAt) }),
});

/**
 * Feeds of the change calendar for calendar programs, which bring no credentials. Whoever has the
 * address of one sees what its owner may read, and no more: their rights are looked up at each fetch
 * (ADR 7). Of whom it is not known what they may read, a feed says that they should open the portal;
 * who left has none.
 */
export class FeedService {
  readonly #limits: FeedLimits;

  constructor(
    private readonly deps: {
      feeds: FeedStore;
      store: CalendarStore;
      around: AroundChanges;
      catalog: Pick<CatalogReader, 'describe'>;
      people: PeopleAsCallers;
      clock: Clock;
      /** Where the API is reached from outside, without a slash at its end. */
      apiUrl: string;
      /** Where the portal is. */
      appUrl?: string;
    },
  ) {
    this.#limits = new FeedLimits(deps.clock);
  }

  /** The caller's own feeds. */
  async list(caller: Caller): Promise<FeedList> {
    const items = (await this.deps.feeds.ofOwner(caller.ref)).map(present);
    const refs = await this.deps.catalog.describe(
      items.flatMap(({ teams, services }) => [
        ...teams.filter(team => team !== 'mine'),
        ...services,
      ]),
    );
    return { items, refs };
  }

  /**
   * Makes a feed and tells its address.
   *
   * @throws InputError for services, which have no calendar and nobody whose rights are kept;
   *   ConflictError if the caller has as many as they may
   */
  async make(caller: Caller, feed: NewFeed): Promise<MadeFeed> {
    const { feeds, clock, apiUrl } = this.deps;
    if (caller.kind !== 'user')
      throw new InputError('Calendar feeds are for people; sign in as one');
    if ((await feeds.ofOwner(caller.ref)).length >= MOST_FEEDS) {
      throw new ConflictError(
        `You have ${MOST_FEEDS} calendar feeds; revoke one first`,
      );
    }
    const token = randomBytes(32).toString('base64url');
    const { name, ...filters } = feed;
    const stored: StoredFeed = {
      id: uuidv7({ msecs: clock.now() }),
      ownerRef: caller.ref,
      name,
      tokenHash: hashOf(token),
      filters,
      createdAt: clock.now(),
    };
    await feeds.add(stored);
    const url = `${apiUrl}/changes/feeds/${token}.ics`;
    return { ...present(stored), url };
  }

  /** @throws NotFoundError if the caller has no such feed, or it was revoked */
  async revoke(caller: Caller, id: string): Promise<void> {
    const { feeds, clock } = this.deps;
    if (!(await feeds.revoke(id, caller.ref, clock.now()))) {
      throw new NotFoundError(
        'You have no such calendar feed; it may be revoked already',
      );
    }
  }

  /**
   * A feed as iCalendar, by the secret in its address.
   *
   * @throws NotFoundError for an address that never was one, GoneError for one that is no longer,
   *   TooManyRequestsError for one that is fetched too often
   */
  async fetch(token: string): Promise<string> {
    const feed = await this.#feedOf(token);
    const { people } = this.deps;
    const owner = await people.asCaller(feed.ownerRef, changePermissions.read);
    if (owner === 'left') {
      throw new GoneError(
        'Whose calendar this was is no longer here; remove it from your calendar program',
      );
    }
    await this.#noteUse(feed);
    return writeFeed({
      name: feed.name,
      appUrl: this.deps.appUrl,
      now: this.deps.clock.now(),
      events: owner === 'unknown' ? undefined : await this.#events(owner, feed),
    });
  }

  async #feedOf(token: string): Promise<StoredFeed> {
    const hash = hashOf(token);
    this.#limits.take(hash);
    const feed = TOKEN.test(token)
      ? await this.deps.feeds.byToken(hash)
      : undefined;
    if (!feed) {
      throw new NotFoundError(
        'There is no such calendar; copy its address whole, or subscribe again on the calendar page',
      );
    }
    if (feed.revokedAt !== undefined) {
      throw new GoneError(
        'This calendar was revoked; subscribe again on the calendar page, or remove it from your calendar program',
      );
    }
    return feed;
  }

  async #noteUse({ id, usedAt }: StoredFeed): Promise<void> {
    const hour = Math.floor(this.deps.clock.now() / HOUR_MS) * HOUR_MS;
    if (usedAt !== hour) await this.deps.feeds.used(id, hour);
  }

  async #events(owner: Caller, { filters }: StoredFeed): Promise<FeedEvents> {
    const { store, around, catalog, clock } = this.deps;
    const whose = {
      team: teamsOf(owner, filters.teams),
      service: someOf(filters.services),
      type: someOf(filters.types),
    };
    const from = clock.now() - FEED_BACK_MS;
    const to = clock.now() + FEED_AHEAD_MS;
    const [changes, windows, meetings] = await Promise.all([
      store.overlapping(
        owner,
        { from, to, ...whose, status: STATES_IN_FEEDS },
        MOST_CALENDAR_ITEMS,
      ),
      filters.windows ? around.windows(owner, from, to, whose) : [],
      filters.meetings ? around.meetings(from, to) : [],
    ]);
    const refs = await catalog.describe(
      changes.flatMap(change => [change.serviceRef, change.ownerRef]),
    );
    return { changes, windows, meetings, refs };
  }
}
