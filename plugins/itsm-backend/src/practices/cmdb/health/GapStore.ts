import { HEALTH_RULES } from '@callboard/plugin-itsm-common';
import type { CiGap, CiGaps, Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { rowsAmong } from '../classes/BulkStore';

/** Checks of what whoever repairs an item needs to know of it. */
const RULES = [
  'owner-missing',
  'owner-unknown',
  'orphan',
  'relation-dangling',
  'attribute-required',
];
/** What a class only recommends is no gap, but for what to do when something is broken. */
const isRunbook = ({ rule, field }: { rule: string; field?: string | null }) =>
  rule === 'attribute-recommended' && /runbook/i.test(field ?? '');
const LABELS = new Map<string, string>(
  HEALTH_RULES.map(({ key, label }) => [key, label]),
);

/** {@link CiGaps}: what was found when items were looked at last. */
export class GapStore implements CiGaps {
  constructor(private readonly knex: Knex, private readonly clock: Clock) {}

  async of(refs: readonly string[]): Promise<CiGap[]> {
    const found = await rowsAmong(this.knex, 'ci_findings', 'ref', refs, [
      'ref',
      'rule',
      'detail',
      'field',
    ]);
    const wanted = found.filter(
      row => RULES.includes(row.rule) || isRunbook(row),
    );
    const excused = await rowsAmong(
      this.knex,
      'ci_excuses',
      'ref',
      wanted.map(({ ref }) => ref),
      ['ref', 'rule', 'detail', 'until'],
    );
    const now = this.clock.now();
    const keyOf = (row: any) => JSON.stringify([row.ref, row.rule, row.detail]);
    const accepted = new Set(
      excused.filter(row => Number(row.until) > now).map(keyOf),
    );
    return wanted
      .filter(row => !accepted.has(keyOf(row)))
      .map(({ ref, rule, field }) => ({
        ref,
        rule,
        label: rule.startsWith('attribute-')
          ? `${LABELS.get(rule)}: ${field}`
          : LABELS.get(rule)!,
      }));
  }
}
