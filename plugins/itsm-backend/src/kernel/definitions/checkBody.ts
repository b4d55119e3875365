import type { Caller, DefinitionFault } from '@callboard/plugin-itsm-node';
import type { RegisteredKind } from './DefinitionKinds';
import { schemaFaults } from './schemaFaults';
import { storableFaults } from './storable';

/** A body that was checked: what it means, or what is wrong with it. */
export interface CheckedBody {
  faults: readonly DefinitionFault[];
  /** Present without faults: the body with defaults filled in, and its name. */
  parsed?: { body: unknown; title: string };
  /** Present without faults: the body as it is kept. */
  kept?: unknown;
}

/**
 * Checks a body in full: that it can be kept, its schema, and what the kind itself checks.
 *
 * @param by - who writes it, if somebody does
 */
export async function checkBody(
  kind: RegisteredKind,
  key: string,
  body: unknown,
  by?: Caller,
): Promise<CheckedBody> {
  const unstorable = storableFaults(body);
  if (unstorable.length > 0) return { faults: unstorable };
  const result = kind.schema.safeParse(body);
  if (!result.success)
    return { faults: schemaFaults(result.error, body, kind.jsonSchema) };
  const faults = (await kind.check?.(result.data, key, by)) ?? [];
  if (faults.length > 0) return { faults };
  const kept = kind.complete ? kind.complete(body) : body;
  const meaning = kind.complete ? kind.schema.parse(kept) : result.data;
  return {
    faults: [],
    parsed: { body: meaning, title: kind.titleOf(meaning) },
    kept,
  };
}
