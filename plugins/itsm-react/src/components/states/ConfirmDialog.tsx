import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import type { ReactNode } from 'react';
import { RefusalAlert } from './RefusalAlert';

/** Asks once before something is done that cannot be taken back. */
export function ConfirmDialog(props: {
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** The words on the button that does it. */
  yes: string;
  no: string;
  /** Whether it takes something away; it does unless said otherwise. */
  destructive?: boolean;
  isPending?: boolean;
  /** The server's refusal, where it is said here. */
  error?: unknown;
  onYes: () => void;
  onClose: () => void;
}) {
  const { destructive = true, isPending, onClose } = props;
  return (
    <Dialog
      isOpen
      isDismissable
      width={460}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {props.children}
          <RefusalAlert error={props.error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={destructive}
          isPending={isPending}
          onPress={props.onYes}
        >
          {props.yes}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {props.no}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
