import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, TextField } from '@backstage/ui';
import { MOST_WEIGHT } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  refTitle,
  ServicePicker,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

/** The services of a contract, with what each weighs where its cost is split, as they are written. */
export interface ServicesForm {
  first: string | undefined;
  more: string[];
  weights: Record<string, string>;
}

const isWeight = (text: string) =>
  /^\d{1,7}$/.test(text.trim()) && Number(text) <= MOST_WEIGHT;

/** All services of it. */
const allOf = ({ first, more }: ServicesForm) =>
  first ? [first, ...more.filter(ref => ref !== first)] : more;

/** What the form says; undefined where a weight is none, or nobody would bear the cost. */
export function readServices(form: ServicesForm) {
  const { first, more, weights } = form;
  const all = allOf(form);
  const said = all.map(ref => [ref, weights[ref]?.trim() || '1'] as const);
  if (!said.every(([, text]) => isWeight(text))) return undefined;
  const numbers = said.map(([ref, text]) => [ref, Number(text)] as const);
  if (all.length > 0 && numbers.every(([, n]) => n === 0)) return undefined;
  const unlike = numbers.some(([, n]) => n !== numbers[0][1]);
  return {
    serviceRef: first,
    services: more.filter(ref => ref !== first),
    // In equal parts there is nothing to weigh.
    costWeights: unlike ? Object.fromEntries(numbers) : undefined,
  };
}

/** Writes which services a contract is for, and how its cost is split among them. */
export function ServicesField(props: {
  value: ServicesForm;
  onChange: (value: ServicesForm) => void;
  refs?: Refs;
  tried: boolean;
}) {
  const { value, onChange, refs = {}, tried } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [round, setRound] = useState(0);
  const all = allOf(value);
  const fault = tried && !readServices(value);
  return (
    <>
      <ServicePicker
        label={t('contracts.service')}
        value={value.first}
        onChange={first => onChange({ ...value, first })}
      />
      <ServicePicker
        // Mounted anew it is empty, for the next one.
        key={round}
        label={t('contracts.moreServices')}
        description={t('contracts.moreServicesAbout')}
        value={undefined}
        // Who adds several goes on typing.
        {...focusOnOpen(round > 0)}
        onChange={ref => {
          if (!ref) return;
          setRound(round + 1);
          if (!all.includes(ref))
            onChange({ ...value, more: [...value.more, ref] });
        }}
      />
      {all.map(ref => {
        const name = refTitle(ref, refs);
        return (
          <div key={ref} className={styles.served}>
            {all.length > 1 ? (
              <TextField
                label={t('contracts.weightOf', { name })}
                inputMode="numeric"
                value={value.weights[ref] ?? '1'}
                onChange={text =>
                  onChange({
                    ...value,
                    weights: { ...value.weights, [ref]: text },
                  })
                }
                {...problemProps(
                  fault && !isWeight(value.weights[ref] ?? '1')
                    ? t('contracts.badWeight')
                    : undefined,
                )}
              />
            ) : (
              <span>{name}</span>
            )}
            {ref !== value.first && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiCloseLine />}
                aria-label={`${t('remove')}: ${name}`}
                onPress={() =>
                  onChange({
                    ...value,
                    more: value.more.filter(other => other !== ref),
                  })
                }
              />
            )}
          </div>
        );
      })}
      {fault && (
        <p role="alert" className={styles.hint}>
          {t('contracts.badSplit')}
        </p>
      )}
    </>
  );
}
