import {
  AFFECTS,
  CHANGE_WINDOW_KIND,
  kindOf,
  REDUNDANCY_ANNOTATION,
  RISK_MODEL_KIND,
} from '@callboard/plugin-itsm-common';
import type {
  Definitions,
  JournalRow,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { TIER } from './Assessor';
import type { Reassessments } from './Reassessments';
import { riskModels } from './riskModelKind';

/** Fields of a change that its risk or conflicts follow from. */
const DECIDING = new Set([
  'changeType',
  'expectedImpact',
  'plan',
  'plannedEnd',
  'plannedStart',
  'preApproved',
  'rollbackPlan',
  'serviceRef',
  'status',
  'testEvidence',
  'visibility',
]);
/** What is defined so that all changes are to be looked at. */
const DEFINITIONS = new Set([
  CHANGE_WINDOW_KIND,
  RISK_MODEL_KIND,
  'redundancy',
]);
/** Fields of an entity that risk or conflicts follow from, beside its relations. */
const OF_ENTITIES = new Set([`annotations.${REDUNDANCY_ANNOTATION}`]);

interface Payload {
  changes?: { field: string }[];
  transition?: string;
  kind?: string;
  ref?: string;
  relations?: {
    added: { targetRef: string }[];
    removed: { targetRef: string }[];
  };
}

/** Whether an entry of a record may mean another risk or other conflicts, if it is a change. */
function isDeciding({ kind, payload, status }: JournalRow): boolean {
  const { changes = [], transition, kind: link } = payload as Payload;
  // One that is drafted again is in nobody's way any more.
  if (status === 'draft' && !transition) return false;
  if (kind === 'link.added' || kind === 'link.removed') return link === AFFECTS;
  return (
    kind === 'record.created' ||
    transition !== undefined ||
    changes.some(({ field }) => DECIDING.has(field))
  );
}

/** The items whose connections an entry of the catalog changed. */
function itemsMoved({ kind, payload }: JournalRow): string[] {
  const { ref, changes = [], relations } = payload as Payload;
  const ends = [...(relations?.added ?? []), ...(relations?.removed ?? [])]
    .map(({ targetRef }) => targetRef)
    // Who owns something decides about freezes of that, and of nothing else.
    .filter(target => kindOf(target) !== 'group');
  const matters =
    kind !== 'entity.changed' ||
    (relations?.added.length ?? 0) + (relations?.removed.length ?? 0) > 0 ||
    changes.some(({ field }) => OF_ENTITIES.has(field));
  return matters && ref ? [ref, ...ends] : [];
}

/**
 * Has changes looked at anew when something happened that their risk or conflicts follow from: to
 * themselves, to what they affect, or to what is defined. What the assessment writes itself is none of
 * that, so it sets nothing off.
 */
export function reassessProjection(
  reassessments: Reassessments,
  store: Pick<ChangeStore, 'changesAmong'>,
  definitions: Pick<Definitions, 'list'>,
): Projection {
  // What models, and windows, look at of items.
  let attributes = new Set<string>([TIER]);
  return {
    id: 'change-assessments',
    title: 'Assessments of changes',
    kinds: [
      'record.created',
      'record.changed',
      'record.transitioned',
      'link.added',
      'link.removed',
      'definition.written',
      'definition.removed',
      'entity.added',
      'entity.changed',
      'entity.removed',
      'ci.created',
      'ci.changed',
    ],
    // What was filed before there were assessments is looked at when it moves.
    fromNow: true,
    async prepare() {
      const models = await riskModels(definitions);
      attributes = new Set([
        TIER,
        ...models.flatMap(({ tiers }) => tiers?.attribute ?? []),
      ]);
    },
    async apply(tx, entries) {
      const records = new Set<string>();
      const items = new Set<string>();
      let all = false;
      const looked = attributes;
      for (const entry of entries) {
        if (entry.subjectType === 'record') {
          if (isDeciding(entry)) records.add(entry.subjectId);
        } else if (entry.subjectType === 'definition') {
          all ||= DEFINITIONS.has(entry.subjectId.split('/')[0]);
        } else if (entry.subjectType === 'ci') {
          const { ref, changes = [] } = entry.payload as Payload;
          if (ref && changes.some(({ field }) => looked.has(field)))
            items.add(ref);
        } else {
          for (const item of itemsMoved(entry)) items.add(item);
        }
      }
      if (all) await reassessments.ofAll(tx);
      else await reassessments.ofItems([...items], tx);
      if (records.size === 0) return;
      const changes = await store.changesAmong([...records], tx);
      await reassessments.ofChanges([...changes], tx);
    },
  };
}
