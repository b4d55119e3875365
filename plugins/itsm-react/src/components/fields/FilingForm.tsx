import { Box } from '@backstage/ui';
import type { ReactNode } from 'react';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './FilingForm.module.css';
import { FormFoot } from './FormFoot';
import { SubmitKeys } from './SubmitKeys';

/**
 * The form on a page in which a record is filed: a panel with its fields, why it was refused, and its end.
 * It is sent by its button and by the keys of every form of the house.
 */
export function FilingForm(props: {
  /** What it is called. */
  name: string;
  onSubmit: () => void;
  isPending: boolean;
  /** Why it was refused. */
  error: unknown;
  submit: string;
  /** Takes away what is written, which is kept in the tab until it is sent. */
  onStartOver: () => void;
  /** What else can be done with what is written. */
  actions?: ReactNode;
  /** What there is to know about what is written, in a column of its own; false while there is no room. */
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { onSubmit, beside } = props;
  return (
    <div className={beside === undefined ? undefined : styles.page}>
      <form
        aria-label={props.name}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Box bg="neutral" className={styles.panel}>
          <SubmitKeys className={styles.fields} onSubmit={onSubmit}>
            {props.children}
            <RefusalAlert error={props.error} />
            <FormFoot
              submit={props.submit}
              isPending={props.isPending}
              onStartOver={props.onStartOver}
            >
              {props.actions}
            </FormFoot>
          </SubmitKeys>
        </Box>
      </form>
      {beside && <aside className={styles.aside}>{beside}</aside>}
    </div>
  );
}
