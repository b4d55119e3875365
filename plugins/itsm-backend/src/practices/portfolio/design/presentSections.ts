import {
  DESIGN_SECTIONS,
  SECTION_MOVES,
  type DesignEvidence,
  type DesignSection,
  type DesignSectionKey,
} from '@callboard/plugin-itsm-common';
import type { EvidenceRow, SectionRow } from './DesignStore';
import type { FactsBySection } from './SectionFacts';
import { moveRefusal } from './sectionMoves';

/** A piece of evidence with what the caller may see of what it leads to. */
export interface PresentedEvidence {
  row: EvidenceRow;
  record?: DesignEvidence['record'];
  attachment?: DesignEvidence['attachment'];
}

const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString();

function evidenceOf({
  row,
  record,
  attachment,
}: PresentedEvidence): DesignEvidence {
  return {
    id: row.id,
    kind: row.kind,
    url: row.url,
    record,
    attachment,
    words: row.words,
    addedByRef: row.authorRef,
    addedAt: new Date(row.createdAt).toISOString(),
  };
}

/** What changed since a section was accepted, a sentence each. */
function changesOf(
  row: SectionRow | undefined,
  facts: readonly string[],
): string[] {
  if (row?.state !== 'accepted') return [];
  return [
    ...(row.acceptedRevision === row.revision
      ? []
      : ['Its text or evidence was changed.']),
    ...facts.map(label => `“${label}” is not what it was.`),
  ];
}

/** All sections of a package in their order, those that nobody wrote into among them. */
export function presentSections(input: {
  rows: readonly SectionRow[];
  evidence: readonly PresentedEvidence[];
  facts: FactsBySection;
  /** Labels of facts that changed since sections were accepted. */
  changed: ReadonlyMap<DesignSectionKey, readonly string[]>;
  viewer: { ref: string; mayEdit: boolean; reason?: string };
  now: number;
}): DesignSection[] {
  const { rows, evidence, facts, viewer, now } = input;
  return DESIGN_SECTIONS.map(({ key, label, about, prompts }) => {
    const row = rows.find(one => one.key === key);
    const changed = input.changed.get(key) ?? [];
    const state = row?.state ?? 'empty';
    return {
      key,
      label,
      about,
      prompts: [...prompts],
      state,
      ownerRef: row?.ownerRef,
      body: row?.words,
      authorRef: row?.authorRef,
      writtenAt: iso(row?.writtenAt),
      reason: row?.reason,
      evidence: evidence
        .filter(one => one.row.sectionId === row?.id)
        .map(evidenceOf),
      facts: (facts.get(key) ?? []).map(({ basis: _, ...fact }) => fact),
      reviewAt: iso(row?.reviewAt),
      reviewDue:
        row?.reviewAt !== undefined &&
        row.reviewAt <= now &&
        state !== 'not-needed',
      acceptedByRef: row?.acceptedByRef,
      acceptedAt: iso(row?.acceptedAt),
      changed: changesOf(row, changed),
      version: row?.version ?? 0,
      moves: SECTION_MOVES.filter(({ from }) =>
        (from as readonly string[]).includes(state),
      ).map(({ value, label: name }) => {
        const refusal = viewer.mayEdit
          ? moveRefusal(
              row ?? { key, state, revision: 0 },
              value,
              viewer.ref,
              changed,
            )?.words
          : viewer.reason;
        return {
          name: value,
          label: name,
          allowed: refusal === undefined,
          reason: refusal,
        };
      }),
    };
  });
}
