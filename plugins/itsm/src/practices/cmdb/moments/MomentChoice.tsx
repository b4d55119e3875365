import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { Baseline } from '@callboard/plugin-itsm-common';
import { useNow } from '@callboard/plugin-itsm-react';
import { baselineOf, instantOf, momentOf } from '../moment';
import type { Moment } from '../moment';
import { cmdbTranslationRef } from '../translation';
import { instantWords } from '../words/instantWords';
import { ExactTime } from './ExactTime';
import styles from './Moments.module.css';

const NOW = 'now';
const EXACT = 'exact';

/** Asks for a moment: now, a baseline by its name, or an exact time. */
export function MomentChoice(props: {
  label: string;
  /** Undefined is now. */
  value: Moment | undefined;
  onChange: (value: Moment | undefined) => void;
  baselines: readonly Baseline[];
  /** Where one looks back from something, now makes no sense. */
  withoutNow?: boolean;
}) {
  const { label, value, onChange, baselines, withoutNow } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const now = useNow();
  const key = baselineOf(value);
  const unknown = key !== undefined && !baselines.some(b => b.key === key);
  const choices = [
    ...(withoutNow ? [] : [{ id: NOW, label: t('moment.now') }]),
    { id: EXACT, label: t('moment.exact') },
    ...baselines.map(baseline => ({
      id: momentOf(baseline),
      label: t('moment.baselineAt', {
        name: baseline.name,
        at: instantWords(baseline.at),
      }),
    })),
    ...(unknown ? [{ id: value!, label: t('moment.unknown', { key }) }] : []),
  ];
  const chosen = key === undefined ? EXACT : value!;
  const choose = (id: string) => {
    if (id === NOW) onChange(undefined);
    else if (id === EXACT)
      onChange(instantOf(value, baselines) ?? new Date(now).toISOString());
    else onChange(id);
  };
  return (
    <div className={styles.choice}>
      <Select
        label={label}
        options={choices}
        value={value === undefined && !withoutNow ? NOW : chosen}
        onChange={id => choose(String(id))}
      />
      <ExactTime
        label={t('moment.atOf', { field: label })}
        value={
          value === undefined && !withoutNow
            ? new Date(now).toISOString()
            : instantOf(value, baselines)
        }
        onChange={onChange}
      />
    </div>
  );
}
