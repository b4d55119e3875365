import { canonicalJson, sha256 } from '../journal/canonical';
import { verifyChain } from '../journal/verifyChain';
import type { TextReference } from '../journal/entries';
import type { DefinitionStore } from './DefinitionStore';
import { DEFINITION_SUBJECT, subjectIdOf } from './model';

/**
 * Recomputes the hash chain of a definition's journal, and compares every version with what the
 * journal says of it.
 *
 * @returns the number of entries, and the position of the first one that does not hold, if any;
 *   0 if a version has no entry
 */
export async function verifyDefinition(
  store: DefinitionStore,
  kind: string,
  key: string,
): Promise<{ entries: number; brokenAt?: number }> {
  const { knex } = store;
  const id = subjectIdOf(kind, key);
  const head = await store.head(knex, kind, key);
  const chain = await verifyChain(
    knex,
    id,
    head?.journalHead,
    DEFINITION_SUBJECT,
  );
  if (chain.brokenAt !== undefined) return chain;
  const [versions, entries, texts] = await Promise.all([
    store.all().then(all => all.filter(v => v.kind === kind && v.key === key)),
    knex('journal')
      .where({ subject_type: DEFINITION_SUBJECT, subject_id: id })
      .orderBy('position')
      .select('position', 'kind', 'payload'),
    // Those of which a name was taken have no salt, and prove nothing any more.
    knex('texts')
      .where('subject_id', id)
      .whereNot('salt', '')
      .select('id', 'salt'),
  ]);
  const salts = new Map<string, string>(texts.map(t => [t.id, t.salt]));
  for (const version of versions) {
    const entry = entries[version.version - 1];
    if (!entry) return { ...chain, brokenAt: 0 };
    const payload =
      typeof entry.payload === 'string'
        ? JSON.parse(entry.payload)
        : entry.payload;
    const said = payload.body as TextReference | undefined;
    const salt = said && salts.get(said.text);
    const holds =
      payload.version === version.version &&
      payload.validFrom === version.validFrom &&
      payload.source === version.source &&
      (entry.kind === 'definition.removed') === version.removed &&
      version.removed === (said === undefined) &&
      (salt === undefined ||
        said!.hash === sha256(salt, canonicalJson(version.body)));
    if (!holds) return { ...chain, brokenAt: Number(entry.position) };
  }
  return versions.length === entries.length
    ? chain
    : { ...chain, brokenAt: Number(entries[versions.length].position) };
}
