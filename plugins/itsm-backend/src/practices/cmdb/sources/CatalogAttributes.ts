import {
  ATTRIBUTE_ANNOTATION,
  CATALOG_SOURCE,
  kindOf,
  type EntityFields,
} from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type ItsmKernel } from '@callboard/plugin-itsm-node';
import { readBasis } from '../classes/basis';
import { classFor } from '../classes/classify';
import { ItemDraft } from '../classes/ItemDraft';
import type { ItemStore } from '../classes/ItemStore';

const READER = 'catalog';
const PAGE = 1000;
const PREFIX = `annotations.${ATTRIBUTE_ANNOTATION}`;
const LONGEST_KEY = 40;

/** A version of an entity in the history, as far as this needs one. */
export interface EntityVersion {
  position: number;
  ref: string;
  what: 'added' | 'changed' | 'removed';
  fields: EntityFields;
  /** The fields that are otherwise than before. */
  changed: readonly string[];
}

/** Reads versions from the history, in the order of the journal. */
export type VersionsAfter = (
  position: number,
  limit: number,
) => Promise<EntityVersion[]>;

/** What a catalog file says of attributes, by key. */
function attributesIn(fields: EntityFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => field.startsWith(PREFIX))
      .map(
        ([field, value]) =>
          [field.slice(PREFIX.length), String(value)] as const,
      )
      .filter(([key]) => key.length <= LONGEST_KEY),
  );
}

/**
 * Takes up what catalog files say of attributes in annotations, as the source `catalog`. It follows
 * the history, so that what a file no longer says is no longer said.
 *
 * @returns how many entities were taken up
 */
export async function readCatalogAttributes(
  kernel: Pick<ItsmKernel, 'definitions' | 'clock'>,
  items: ItemStore,
  versionsAfter: VersionsAfter,
): Promise<number> {
  let taken = 0;
  for (;;) {
    const from = await items.readUpTo(READER);
    const versions = await versionsAfter(from, PAGE);
    if (versions.length === 0) return taken;
    const newest = new Map<string, EntityVersion>();
    for (const version of versions) {
      const told = [...version.changed, ...Object.keys(version.fields)];
      const tells = told.some(field => field.startsWith(PREFIX));
      if (tells && kindOf(version.ref) !== 'group')
        newest.set(version.ref, version);
    }
    const basis = await readBasis(kernel.definitions);
    const now = kernel.clock.now();
    const { result } = await items.change(
      SYSTEM_CALLER,
      basis,
      now,
      async tx => {
        const there = new Map(
          (await items.loadByRefs([...newest.keys()], tx)).map(d => [
            d.item.ref,
            d,
          ]),
        );
        const drafts: ItemDraft[] = [];
        for (const { ref, what, fields } of newest.values()) {
          const said = what === 'removed' ? {} : attributesIn(fields);
          const known = there.get(ref);
          const empty = Object.keys(said).length === 0;
          if ((empty && !known) || known?.item.state === 'merged') continue;
          const draft = known ?? ItemDraft.create({ ref, owned: false, now });
          if (!draft.item.owned) {
            const type = fields['spec.type'];
            draft.item.class =
              classFor([...basis.classes.values()], {
                kind: kindOf(ref),
                type: typeof type === 'string' ? type : undefined,
              })?.key ?? draft.item.class;
            const title = fields.title;
            if (typeof title === 'string')
              draft.item.title = title.slice(0, 400);
          }
          const claim = draft.claimOf(CATALOG_SOURCE, ref);
          if (!empty) draft.say(CATALOG_SOURCE, ref, said, now);
          else if (claim) draft.drop(claim.id, true);
          draft.settle(basis, now);
          drafts.push(draft);
        }
        return {
          drafts,
          mode: 'observe',
          also: () =>
            items.setReadUpTo(
              tx,
              READER,
              versions[versions.length - 1].position,
            ),
          result: drafts.length,
        };
      },
    );
    taken += result;
  }
}
