import { InputError } from '@backstage/errors';
import {
  MOST_FLIPS,
  WHAT_IF_KINDS,
  type ClockCycle,
  type WhatIf,
  type WhatIfResult,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  DefinitionDraft,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import type { Clocks } from '../clocks/Clocks';
import { compareClocks } from './compareClocks';
import { imagine } from './imagine';
import type { WhatIfRecord, WhatIfStore } from './WhatIfStore';

const DAY_MS = 86_400_000;
/** Records whose journal is read with one statement. */
const AT_ONCE = 200;
/** Records that are looked at; some ten seconds. */
const MOST_RECORDS = 20_000;

const iso = (instant: number) => new Date(instant).toISOString();

const sideOf = ({ agreement, goal, elapsed, state, breached }: ClockCycle) => ({
  agreement,
  goal,
  elapsed,
  state,
  breached,
});

/** Says what a change of an agreement or a calendar would make of the records of the last days. */
export class WhatIfService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'records' | 'readScope' | 'clock' | 'definitions' | 'definitionDrafts'
    > & { clocks: Clocks; book: AgreedBook; store: WhatIfStore },
    private readonly mostRecords = MOST_RECORDS,
  ) {}

  /**
   * Tells the clocks of records as if what is agreed now had always been agreed, and as if what is
   * asked for had. Records that the caller may not read are not counted either.
   *
   * @throws NotAllowedError for whoever may not write definitions, InputError with every fault
   */
  async ask(caller: Caller, asked: WhatIf): Promise<WhatIfResult> {
    const { clock, definitions, book, readScope } = this.deps;
    const drafts = await this.#read(caller, asked);
    const { before, after, recordTypes } = await imagine(
      drafts,
      definitions,
      book,
    );
    const reader = await readScope.of(caller);
    const now = clock.now();
    const result: WhatIfResult = {
      definitions: drafts.map(({ kind, key }) => ({ kind, key })),
      from: iso(now - asked.days * DAY_MS),
      to: iso(now),
      records: 0,
      truncated: false,
      counts: {
        metToBreached: 0,
        breachedToMet: 0,
        unchanged: 0,
        newlyCovered: 0,
        noLongerCovered: 0,
      },
      flips: [],
    };
    const from = now - asked.days * DAY_MS;
    for await (const found of this.#records(reader, from, recordTypes)) {
      const chunk = found.slice(0, this.mostRecords - result.records);
      result.truncated = chunk.length < found.length;
      result.records += chunk.length;
      const told = await this.deps.clocks.under(
        chunk.map(({ id }) => id),
        [before, after],
        now,
      );
      for (const record of chunk)
        take(result, record, told.get(record.id) ?? [[], []]);
      if (result.truncated) break;
    }
    return result;
  }

  async #read(caller: Caller, asked: WhatIf): Promise<DefinitionDraft[]> {
    const { kind, key, body, text, file } = asked;
    const all = await this.deps.definitionDrafts.read(
      caller,
      file === undefined ? { kind: kind!, key: key!, body, text } : { file },
    );
    const drafts = all.filter(draft =>
      (WHAT_IF_KINDS as readonly string[]).includes(draft.kind),
    );
    if (drafts.length === 0) {
      throw new InputError(
        'file: has neither an agreement nor a calendar; nothing else moves a clock',
      );
    }
    return drafts;
  }

  /** Records that the caller may read, some hundred at a time. */
  async *#records(
    reader: Caller,
    from: number,
    types: ReadonlySet<string>,
  ): AsyncGenerator<WhatIfRecord[]> {
    const { store, records } = this.deps;
    let last: string | undefined;
    for (;;) {
      const found = await store.since(from, [...types], last, AT_ONCE);
      if (found.length === 0) return;
      const readable = await records.readableNumbers(
        reader,
        found.map(({ id }) => id),
      );
      yield found.filter(({ id }) => readable.has(id));
      if (found.length < AT_ONCE) return;
      last = found[found.length - 1].id;
    }
  }
}

/** Adds what becomes of a record's clocks. */
function take(
  result: WhatIfResult,
  { id: recordId, number, type, title }: WhatIfRecord,
  [before, after]: Parameters<typeof compareClocks>[0][],
): void {
  for (const compared of compareClocks(before, after)) {
    result.counts[compared.effect] += 1;
    const flips =
      compared.effect === 'metToBreached' ||
      compared.effect === 'breachedToMet';
    if (!flips || result.flips.length >= MOST_FLIPS) continue;
    const { metric } = after.find(({ id }) => id === compared.id)!;
    result.flips.push({
      recordId,
      number,
      type,
      title,
      clock: compared.id,
      metric,
      before: sideOf(compared.before!),
      after: sideOf(compared.after!),
    });
  }
}
