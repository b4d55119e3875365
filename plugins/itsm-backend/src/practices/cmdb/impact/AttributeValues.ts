import type { Clock } from '@callboard/plugin-itsm-node';

/** How long what was read is used. */
const KEPT_MS = 5_000;
/** Values of one attribute that are kept; more than are ever hit at once. */
const MOST_KEPT = 50_000;
/** Longer ones say how important something is to nobody. */
const LONGEST = 64;

interface Kept {
  at: number;
  value?: string;
}

/**
 * What items have of one attribute, e.g. their tier. It is asked of all that fails with something, and
 * anew while somebody chooses what that is; so answers are kept for some seconds.
 */
export class AttributeValues {
  readonly #kept = new Map<string, Map<string, Kept>>();

  /** @param read - reads the values of those that have the attribute, by reference */
  constructor(
    private readonly read: (
      key: string,
      refs: readonly string[],
    ) => Promise<ReadonlyMap<string, unknown>>,
    private readonly clock: Clock,
  ) {}

  /** The values of items that have one, short ones, as text. */
  async of(
    key: string,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const now = this.clock.now();
    let kept = this.#kept.get(key);
    if (!kept || kept.size > MOST_KEPT) {
      kept = new Map();
      this.#kept.set(key, kept);
    }
    const values = new Map<string, string>();
    const unknown: string[] = [];
    for (const ref of refs) {
      const known = kept.get(ref);
      const age = known ? now - known.at : Infinity;
      if (!known || age < 0 || age >= KEPT_MS) unknown.push(ref);
      else if (known.value !== undefined) values.set(ref, known.value);
    }
    if (unknown.length === 0) return values;
    const found = await this.read(key, unknown);
    for (const ref of unknown) {
      const value = asText(found.get(ref));
      kept.set(ref, { at: now, value });
      if (value !== undefined) values.set(ref, value);
    }
    return values;
  }
}

function asText(value: unknown): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  const text = String(value);
  return text.length <= LONGEST ? text : undefined;
}
