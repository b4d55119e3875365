import type {
  EvidenceKind,
  JudgedSection,
} from '@callboard/plugin-itsm-common';
import type { SectionRow } from './DesignStore';

/** A section as gates look at it. */
export const judgedOf = (
  section: SectionRow & { evidence: readonly EvidenceKind[] },
): JudgedSection => ({
  key: section.key,
  state: section.state,
  changed:
    section.state === 'accepted' &&
    section.acceptedRevision !== section.revision,
  evidence: section.evidence,
});
