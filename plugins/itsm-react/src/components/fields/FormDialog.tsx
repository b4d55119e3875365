import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FormDraft } from '../../hooks/useFormDraft';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './FormDialog.module.css';
import { KeptDraft } from './KeptDraft';
import { SubmitKeys, SubmitKeysHint } from './SubmitKeys';

/**
 * A dialog with a form. Escape and a press beside it close it and keep what is written; its button to cancel gives
 * that up.
 */
export function FormDialog(props: {
  title: string;
  width: number;
  draft: Pick<FormDraft<object>, 'clear' | 'isKept' | 'rebase'>;
  /** The server's refusal. */
  error: unknown;
  submit: ReactNode;
  isPending: boolean;
  isDisabled?: boolean;
  onSubmit: () => void;
  /** Brings the latest of what is changed, and its version; left out where the page has it already. */
  onLoadLatest?: () => Promise<number | undefined>;
  cancel: string;
  onClose: () => void;
  /** What else can be done, between the two buttons. */
  more?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { draft, error, isPending, onSubmit, onClose } = props;
  // What was refused for what others wrote is asked again on top of that.
  const [settled, setSettled] = useState<unknown>();
  return (
    <Dialog
      isOpen
      isDismissable
      width={props.width}
      // What is being sent is answered here: kept without the answer, it would be sent again.
      onOpenChange={open => !open && !isPending && onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <SubmitKeys
          className={props.className ?? styles.form}
          onSubmit={onSubmit}
        >
          {props.children}
          <KeptDraft isKept={draft.isKept} onClear={draft.clear} />
          <RefusalAlert
            error={error === settled ? undefined : error}
            onLoadLatest={async () => {
              draft.rebase(await props.onLoadLatest?.());
              setSettled(error);
            }}
          />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={props.isDisabled}
          onPress={onSubmit}
        >
          {props.submit}
          <SubmitKeysHint />
        </Button>
        {props.more}
        <Button
          variant="secondary"
          onPress={() => {
            draft.clear();
            onClose();
          }}
        >
          {props.cancel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
