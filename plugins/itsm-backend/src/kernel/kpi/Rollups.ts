import type { Facts, FactWriter } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { CellStore } from './CellStore';
import type { CountedBook } from './CountedBook';
import { FactStore } from './FactStore';
import { Movements } from './movements';
import {
  sameFact,
  shapeOf,
  toStored,
  type KindShape,
  type StoredFact,
} from './shape';
import { ZoneCalendar } from './ZoneCalendar';

/**
 * Keeps facts, and the rollups that follow from them: a fact that changed takes away from them what it
 * had added and adds what it is now. So facts that come late, are corrected, become restricted or are
 * made again are all the same, and rollups are at any time what their facts add up to.
 */
export class Rollups implements FactWriter {
  readonly #facts = new FactStore();
  readonly #cells = new CellStore();
  readonly #calendar: ZoneCalendar;

  constructor(private readonly deps: { book: CountedBook; zone: string }) {
    this.#calendar = new ZoneCalendar(deps.zone);
  }

  async put(
    tx: Knex.Transaction,
    kind: string,
    facts: readonly Facts[],
  ): Promise<void> {
    if (facts.length === 0) return;
    const held = { kind, kindId: await this.hold(tx, kind) };
    await this.#change(tx, held, facts, { ids: facts.map(({ id }) => id) });
  }

  async remove(
    tx: Knex.Transaction,
    kind: string,
    ids: readonly string[],
  ): Promise<void> {
    if (ids.length === 0) return;
    const held = { kind, kindId: await this.hold(tx, kind) };
    await this.#change(tx, held, [], { ids: [...ids] });
  }

  /** Makes these all the facts of records, of a kind that is held by this transaction. */
  async replaceOf(
    tx: Knex.Transaction,
    { kind, kindId }: { kind: string; kindId: number },
    recordIds: readonly string[],
    facts: readonly Facts[],
  ): Promise<void> {
    await this.#change(tx, { kind, kindId }, facts, {
      ids: facts.map(({ id }) => id),
      recordIds: [...recordIds],
    });
  }

  /** What comes next is made as this backend makes it, whatever was there. */
  async clear(tx: Knex.Transaction, kind: string): Promise<void> {
    const { book, zone } = this.deps;
    const kindId = await this.#facts.note(tx, book.kind(kind), zone);
    await this.#cells.clear(tx, kindId);
    await this.#facts.clear(tx, kindId);
  }

  /**
   * The id of a kind, whose facts nobody else writes until the transaction ends.
   *
   * @throws Error if its rollups were made otherwise than this backend makes them
   */
  hold(tx: Knex.Transaction, kind: string): Promise<number> {
    const { book, zone } = this.deps;
    return this.#facts.hold(tx, book.kind(kind), zone);
  }

  /** Of the facts that are named, those that are told are there then, and the others are gone. */
  async #change(
    tx: Knex.Transaction,
    { kind, kindId }: { kind: string; kindId: number },
    told: readonly Facts[],
    among: { ids: string[]; recordIds?: string[] },
  ): Promise<void> {
    const shape: KindShape = shapeOf(this.deps.book.kind(kind));
    const before = await this.#facts.facts(tx, kindId, shape, among);
    const after = new Map(
      told.map(facts => [facts.id, toStored(shape, facts)]),
    );
    const movements = new Movements(shape, this.#calendar);
    const changed: StoredFact[] = [];
    for (const [id, fact] of after) {
      const was = before.get(id);
      if (was && sameFact(was, fact)) continue;
      movements.change(was, fact);
      changed.push(fact);
    }
    const gone = [...before.keys()].filter(id => !after.has(id));
    for (const id of gone) movements.change(before.get(id), undefined);
    const months = await this.#cells.load(tx, kindId, movements.all());
    // The database writes facts while rollups are reckoned here.
    await Promise.all([
      this.#facts.putFacts(tx, kindId, changed),
      this.#facts.removeFacts(tx, kindId, gone),
      this.#cells.move(tx, months),
    ]);
  }
}
