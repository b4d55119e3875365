import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ServicePage,
  ServicePromise,
} from '@callboard/plugin-itsm-common';
import { Pill, RouterLink } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiQuestionLine,
  RiShakeHandsLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

const LOOKS: Record<
  NonNullable<ServicePromise['state']> | 'untold',
  { tone: Tone; icon: ReactElement }
> = {
  broken: { tone: 'danger', icon: <RiCloseLine aria-hidden /> },
  'at-risk': { tone: 'warning', icon: <RiAlertLine aria-hidden /> },
  kept: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  untold: { tone: 'neutral', icon: <RiShakeHandsLine aria-hidden /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
};

function PromiseLine({ promise }: { promise: ServicePromise }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { words, source, kept, path } = promise;
  const state = promise.state ?? 'untold';
  return (
    <li className={styles.promise}>
      <Pill tone={LOOKS[state].tone} icon={LOOKS[state].icon}>
        {t(`promise.${state}`)}
      </Pill>
      <span className={styles.promiseWords}>
        <strong>{words}</strong>
        <span className={styles.quiet}>
          {path ? <RouterLink to={path}>{source}</RouterLink> : source}
        </span>
      </span>
      {state !== 'untold' && (
        <span className={styles.kept}>{kept ?? t('promises.notMeasured')}</span>
      )}
    </li>
  );
}

/** What it promises, and whether it keeps that. */
export function Promises({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { promises } = page.sections;
  if (!promises) return null;
  return (
    <Section id="promises" title={t('promises.title')}>
      {promises.length === 0 ? (
        <Nothing
          next={
            page.viewer.works
              ? t('promises.noneNext')
              : t('promises.noneNextReader')
          }
        >
          {t('promises.none')}
        </Nothing>
      ) : (
        <ul className={styles.lines}>
          {promises.map((promise, i) => (
            <PromiseLine key={i} promise={promise} />
          ))}
        </ul>
      )}
    </Section>
  );
}
