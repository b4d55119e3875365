import type { Facts, FactWriter } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { CountedBook } from './CountedBook';

/** Keeps facts and the rollups that follow from them. */
export class Rollups implements FactWriter {
  constructor(private readonly deps: { book: CountedBook; zone: string }) {}

  async put(
    _tx: Knex.Transaction,
    kind: string,
    _facts: readonly Facts[],
  ): Promise<void> {
    this.deps.book.kind(kind);
  }

  async remove(
    _tx: Knex.Transaction,
    kind: string,
    _ids: readonly string[],
  ): Promise<void> {
    this.deps.book.kind(kind);
  }

  async clear(_tx: Knex.Transaction, kind: string): Promise<void> {
    this.deps.book.kind(kind);
  }
}
