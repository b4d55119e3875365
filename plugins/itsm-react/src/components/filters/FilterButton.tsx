import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './FilterButton.module.css';

/** A filter of a list: says what it lets through, opens to change it. */
export function FilterButton(props: {
  label: string;
  /** What it lets through now, in words; nothing if everything. */
  summary?: string;
  /** Between the label and the summary; a colon unless said otherwise. */
  separator?: string;
  onClear: () => void;
  /** The controls; given a way to close what they stand in. */
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const { label, summary, separator = ': ', onClear, children } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="secondary" iconEnd={<RiArrowDownSLine />}>
        {summary ? (
          <span className={styles.on}>{`${label}${separator}${summary}`}</span>
        ) : (
          label
        )}
      </Button>
      <Popover hideArrow placement="bottom start" aria-label={label}>
        <div className={styles.panel}>
          {typeof children === 'function'
            ? children(() => setOpen(false))
            : children}
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
