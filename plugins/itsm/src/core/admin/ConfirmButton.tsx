import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { ConfirmDialog } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { adminTranslationRef } from './translation';

/** A button that asks once before it does what cannot be taken back. */
export function ConfirmButton(props: {
  children: string;
  /** What will happen. */
  question: string;
  /** Reads to screen readers in place of the words on it, where several stand in a list. */
  'aria-label'?: string;
  destructive?: boolean;
  isPending?: boolean;
  isDisabled?: boolean;
  size?: 'small' | 'medium';
  /** Stands in place of the words, which the question has then. */
  icon?: ReactElement;
  onConfirm: () => void;
}) {
  const { children, question, destructive, onConfirm } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const [asking, setAsking] = useState(false);
  return (
    <>
      {props.icon ? (
        <ButtonIcon
          size={props.size ?? 'small'}
          variant="tertiary"
          icon={props.icon}
          aria-label={props['aria-label'] ?? children}
          isPending={props.isPending}
          isDisabled={props.isDisabled}
          onPress={() => setAsking(true)}
        />
      ) : (
        <Button
          size={props.size ?? 'small'}
          variant="secondary"
          aria-label={props['aria-label']}
          isPending={props.isPending}
          isDisabled={props.isDisabled}
          onPress={() => setAsking(true)}
        >
          {children}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={children}
          yes={children}
          no={t('back')}
          destructive={Boolean(destructive)}
          onYes={() => {
            setAsking(false);
            onConfirm();
          }}
          onClose={() => setAsking(false)}
        >
          <Text as="p">{question}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
