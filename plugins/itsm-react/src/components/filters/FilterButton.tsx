import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './FilterButton.module.css';

/** A filter of a list: says what it lets through, opens to change it. */
export function FilterButton(props: {
  label: string;
  /** What it lets through now, in words; nothing if everything. */
  summary?: string;
  onClear: () => void;
  children: ReactNode;
}) {
  const { label, summary, onClear, children } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <DialogTrigger>
      <Button variant="secondary" iconEnd={<RiArrowDownSLine />}>
        {summary ? (
          <span className={styles.on}>{`${label}: ${summary}`}</span>
        ) : (
          label
        )}
      </Button>
      <Popover hideArrow placement="bottom start" aria-label={label}>
        <div className={styles.panel}>
          {children}
          {summary && (
            <Button variant="tertiary" onPress={onClear}>
              {t('filter.clear')}
            </Button>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
