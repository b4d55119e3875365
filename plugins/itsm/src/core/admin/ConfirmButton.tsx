import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
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
        <Dialog
          isOpen
          isDismissable
          width={440}
          onOpenChange={open => !open && setAsking(false)}
        >
          <DialogHeader>{children}</DialogHeader>
          <DialogBody>
            <Text as="p">{question}</Text>
          </DialogBody>
          <DialogFooter>
            <Button
              variant="primary"
              destructive={destructive}
              onPress={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              {children}
            </Button>
            <Button variant="secondary" onPress={() => setAsking(false)}>
              {t('back')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
}
