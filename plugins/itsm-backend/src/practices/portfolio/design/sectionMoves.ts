import {
  designSectionLabel,
  SECTION_MOVES,
  sectionStateLabel,
  type SectionMove,
  type SectionState,
} from '@callboard/plugin-itsm-common';
import type { SectionRow } from './DesignStore';

/** Why a move is not possible. */
export interface MoveRefusal {
  words: string;
  /** Whether that is because of who asks. */
  own?: boolean;
}

/**
 * Why a section cannot be moved now; undefined if it can. Nobody accepts what they wrote or added last,
 * nor says of it alone that it is right.
 *
 * @param changed - facts that changed since it was accepted, where it is to be accepted again
 */
export function moveRefusal(
  section: Pick<
    SectionRow,
    | 'key'
    | 'state'
    | 'revision'
    | 'words'
    | 'authorRef'
    | 'editedByRef'
    | 'acceptedRevision'
  >,
  move: SectionMove,
  callerRef: string,
  changed: readonly string[] = [],
): MoveRefusal | undefined {
  const { key, state } = section;
  const way = SECTION_MOVES.find(({ value }) => value === move)!;
  const from: readonly SectionState[] = way.from;
  if (!from.includes(state))
    return {
      words: `${designSectionLabel(key)} is ${sectionStateLabel(
        state,
      ).toLocaleLowerCase('en-US')}; “${way.label}” is possible from ${from
        .map(one => sectionStateLabel(one).toLocaleLowerCase('en-US'))
        .join(' or ')}.`,
    };
  if (move === 'submit' && !section.words)
    return { words: `Write something into ${designSectionLabel(key)} first.` };
  if (move !== 'accept') return undefined;
  const isSame =
    section.acceptedRevision === section.revision && changed.length === 0;
  if (state === 'accepted' && isSame)
    return { words: `${designSectionLabel(key)} is accepted as it is.` };
  if (!section.words)
    return {
      words: `${designSectionLabel(key)} says nothing; write it first.`,
    };
  if ([section.authorRef, section.editedByRef].includes(callerRef))
    return {
      own: true,
      words: `You changed ${designSectionLabel(
        key,
      )} last; somebody else accepts it.`,
    };
  return undefined;
}
