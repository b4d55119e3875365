import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { designRoutes, sectionStateLabel } from '@callboard/plugin-itsm-common';
import type { DesignSection, SectionMove } from '@callboard/plugin-itsm-common';
import { RefusalAlert, useItsmMutation } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Design.module.css';
import { MoveDialog } from './MoveDialog';
import { designTranslationRef } from './translation';

const ASKS_WHY: readonly SectionMove[] = ['send-back', 'not-needed'];

/** What can be done with a section now; what cannot says why below the buttons. */
export function SectionMoves(props: {
  number: string;
  section: DesignSection;
}) {
  const { number, section } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const toast = useApi(toastApiRef);
  const [asking, setAsking] = useState<'send-back' | 'not-needed'>();
  const { mutate, isPending, variables, error } = useItsmMutation(
    designRoutes.move,
  );
  const take = (move: SectionMove) => {
    if (ASKS_WHY.includes(move)) {
      setAsking(move as 'send-back' | 'not-needed');
      return;
    }
    mutate(
      {
        params: { id: number, section: section.key },
        body: { move },
        ifMatch: section.version || undefined,
      },
      {
        onSuccess: ({ sections }) => {
          const now = sections.find(({ key }) => key === section.key);
          if (now)
            toast.post({
              title: t('move.done', {
                section: now.label,
                state: sectionStateLabel(now.state),
              }),
              status: 'success',
            });
        },
      },
    );
  };
  // Who may not edit is told so once, at the head of the page.
  const refused = section.moves.filter(move => !move.allowed && move.reason);
  return (
    <>
      <div className={styles.moves}>
        {section.moves.map(({ name, label, allowed }, i) => (
          <Button
            key={name}
            size="small"
            variant={i === 0 && allowed ? 'primary' : 'secondary'}
            isDisabled={!allowed}
            isPending={isPending && variables?.body?.move === name}
            onPress={() => take(name)}
          >
            {label}
          </Button>
        ))}
      </div>
      {refused.map(({ name, reason }) => (
        <p className={styles.hint} key={name}>
          {reason}
        </p>
      ))}
      <RefusalAlert error={error} />
      {asking && (
        <MoveDialog
          number={number}
          section={section}
          move={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
