import { NotFoundError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FactKind } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Followers } from '../followers/Followers';
import type { CountedBook } from './CountedBook';
import { FactStore } from './FactStore';
import { factsProjectionId } from './recordFactsProjection';

/** Lets kinds of facts be made again that are derived otherwise now than they were. */
export class RollupStarts {
  readonly #store = new FactStore();

  constructor(
    private readonly deps: {
      knex: Knex;
      book: CountedBook;
      zone: string;
      followers: Followers;
      logger: LoggerService;
    },
  ) {}

  /** Once followers are prepared: what they make again they make in the background. */
  async begin(): Promise<void> {
    const { knex, book, zone, followers, logger } = this.deps;
    const made = await this.#store.made(knex);
    const kinds = book.kinds();
    const otherwise = kinds.filter(kind => {
      const was = made.get(kind.kind);
      return was && (was.version !== kind.version || was.zone !== zone);
    });
    // One that is new, of a projection that has read the journal already, has none of it.
    const fresh = kinds.filter(({ kind }) => !made.has(kind));
    const again = new Map<string, FactKind[]>();
    const positions =
      otherwise.length + fresh.length === 0
        ? new Map<string, number>()
        : new Map((await followers.states()).map(s => [s.id, s.position]));
    for (const kind of [...otherwise, ...fresh]) {
      const id = factsProjectionId(kind);
      if (fresh.includes(kind) && !(positions.get(id)! > 0)) continue;
      again.set(id, [...(again.get(id) ?? []), kind]);
    }
    for (const [id, list] of again) {
      const titles = list.map(({ title }) => title).join(', ');
      logger.info(`Numbers of ${titles} are made again: they are derived anew`);
      await this.#rebuild(id, list);
    }
  }

  async #rebuild(id: string, kinds: readonly FactKind[]): Promise<void> {
    try {
      await this.deps.followers.rebuild(id);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      throw new Error(
        `Nothing makes the numbers of ${kinds[0].title} again: name the projection that writes them as \`projection\` of the kind ${kinds[0].kind}`,
      );
    }
  }
}
