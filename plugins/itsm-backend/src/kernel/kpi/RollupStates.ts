import type { Clock } from '@callboard/plugin-itsm-node';
import type { Followers } from '../followers/Followers';
import type { CountedBook } from './CountedBook';
import type { RollupState } from './model';
import { factsProjectionId } from './recordFactsProjection';

/** Tells how far rollups are. */
export class RollupStates {
  constructor(
    private readonly deps: {
      book: CountedBook;
      followers: Followers;
      clock: Clock;
    },
  ) {}

  /** How far those of the kinds are, the one that is the farthest behind. One statement. */
  async of(kinds: Iterable<string>): Promise<RollupState> {
    const { book, followers, clock } = this.deps;
    const ids = new Set(
      [...kinds].flatMap(key => {
        const kind = book.findKind(key);
        return kind ? [factsProjectionId(kind)] : [];
      }),
    );
    const states = (await followers.states()).filter(s => ids.has(s.id));
    return {
      unread: Math.max(0, ...states.map(s => s.head - s.position)),
      rebuilding: states.some(s => s.rebuildingTo !== undefined),
      asOf: Math.min(clock.now(), ...states.flatMap(s => s.unreadSince ?? [])),
    };
  }
}
