import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import { DateTime } from 'luxon';
import { itsmReactTranslationRef } from '../../translation';
import {
  fromLocalInput,
  QUICK_INSTANTS,
  quickInstant,
  toLocalInput,
} from './instants';
import type { QuickInstant } from './instants';
import styles from './InstantInput.module.css';

/** What the control for an instant takes; values are ISO 8601 UTC. */
export interface InstantInputProps {
  label?: string;
  'aria-label'?: string;
  description?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  isRequired?: boolean;
  /** It may be changed here, but not taken away. */
  isKept?: boolean;
  autoFocus?: boolean;
  validationBehavior?: 'aria' | 'native';
  validate?: () => string | null;
  /** The choices offered beside the control. Default: all. */
  quick?: readonly QuickInstant[];
}

/**
 * Asks for an instant in the reader's own time: the browser's control, which phones know best,
 * and what people mean most often beside it.
 */
export function InstantInput(props: InstantInputProps) {
  const { value, onChange, quick = QUICK_INSTANTS, isKept, ...rest } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <div className={styles.input}>
      <TextField
        {...rest}
        // The field passes the type on; its own list of types leaves dates to the date picker,
        // which knows no hours.
        type={'datetime-local' as 'text'}
        value={toLocalInput(value)}
        onChange={text => onChange(fromLocalInput(text))}
      />
      <div
        className={styles.quick}
        role="group"
        aria-label={t('instant.quick', {
          field: props.label ?? props['aria-label'] ?? '',
        })}
      >
        {quick.map(choice => (
          <Button
            key={choice}
            size="small"
            variant="secondary"
            onPress={() => onChange(quickInstant(choice, DateTime.now()))}
          >
            {t(`instant.${choice}`)}
          </Button>
        ))}
        {value && !props.isRequired && !isKept && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange(undefined)}
          >
            {t('instant.none')}
          </Button>
        )}
      </div>
    </div>
  );
}
