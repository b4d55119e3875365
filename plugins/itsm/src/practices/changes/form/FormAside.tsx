import { Box } from '@backstage/ui';
import type { ChangeDraftInput } from '@callboard/plugin-itsm-common';
import { AssessmentPanel } from '../assessment/AssessmentPanel';
import type { Span } from '../words/planned';
import styles from './FileChangeForm.module.css';

/** What the change would hit, how risky it is and what it is in conflict with, while it is written. */
export function FormAside(props: {
  draft: ChangeDraftInput;
  onWindow: (window: Span) => void;
}) {
  const { draft, onWindow } = props;
  return (
    <Box bg="neutral" className={styles.known}>
      <AssessmentPanel
        draft={draft}
        onPick={({ from, to }) => onWindow({ start: from, end: to })}
      />
    </Box>
  );
}
