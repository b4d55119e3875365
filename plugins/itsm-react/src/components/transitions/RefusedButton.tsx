import { Button, Tooltip, TooltipTrigger, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';
import type { TransitionOffer } from './fieldsToAsk';
import styles from './TransitionBar.module.css';

/**
 * A button that cannot be used now and says why: on hover, on focus, to screen readers, and when
 * pressed, which is all that a finger can do. That is why it is not `disabled` for the browser.
 */
export function RefusedButton(props: {
  offer: TransitionOffer;
  onExplain: (reason: string) => void;
}) {
  const { offer, onExplain } = props;
  const id = useId();
  const reason = offer.reason ?? '';
  const refused = { 'aria-disabled': true } as object;
  return (
    <>
      <TooltipTrigger delay={200}>
        <Button
          {...refused}
          variant="secondary"
          className={styles.refused}
          aria-describedby={id}
          onPress={() => onExplain(reason)}
        >
          {offer.label}
        </Button>
        <Tooltip>{reason}</Tooltip>
      </TooltipTrigger>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  );
}
