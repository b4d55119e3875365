import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LoadChange, LoadEffect } from '@callboard/plugin-itsm-common';
import { Pill, RouterLink, useEntityHref } from '@callboard/plugin-itsm-react';
import type { Refs, Tone } from '@callboard/plugin-itsm-react';
import {
  RiAddLine,
  RiArchiveLine,
  RiArrowGoBackLine,
  RiArrowRightSLine,
  RiEditLine,
  RiHourglassLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { attributeOf, keyLabel } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import { useTitles } from '../impact/useTitles';
import styles from './ChangeList.module.css';
import { More } from './More';
import { ciSourcesTranslationRef } from './translation';
import { useKnownSources, useSourceName } from './useSources';
import { useShown } from './useShown';

const LOOKS: Record<LoadEffect, { tone: Tone; icon: ReactElement }> = {
  created: { tone: 'success', icon: <RiAddLine aria-hidden /> },
  updated: { tone: 'info', icon: <RiEditLine aria-hidden /> },
  restored: { tone: 'info', icon: <RiArrowGoBackLine aria-hidden /> },
  stale: { tone: 'warning', icon: <RiHourglassLine aria-hidden /> },
  retired: { tone: 'danger', icon: <RiArchiveLine aria-hidden /> },
};

/** What one would not want to overlook comes first. */
const ORDER: readonly LoadEffect[] = [
  'retired',
  'stale',
  'restored',
  'updated',
  'created',
];

function Fields(props: { change: LoadChange; refs: Refs; source: string }) {
  const { change, refs } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const nameOf = useSourceName(useKnownSources());
  const classChange = change.changes.find(c => c.key === 'class');
  const ofClass = (classChange?.after ?? classChange?.before) as
    | string
    | undefined;
  return (
    <dl
      className={styles.fields}
      aria-label={t('outcome.fields', { name: change.title })}
    >
      {change.changes.map(({ key, before, after, source }) => {
        const attribute = attributeOf(key, classes, ofClass);
        const value = { name: key, attribute, refs };
        return (
          <div key={key} className={styles.field}>
            <dt>{keyLabel(key, classes, tc, ofClass)}</dt>
            <dd>
              {before !== undefined && (
                <>
                  <del className={styles.before}>
                    <span className={styles.hidden}>
                      {t('outcome.before')}:{' '}
                    </span>
                    <CiValue {...value} value={before} />
                  </del>
                  <span aria-hidden> → </span>
                </>
              )}
              <ins className={styles.after}>
                <span className={styles.hidden}>{t('outcome.after')}: </span>
                <CiValue {...value} value={after} />
              </ins>
            </dd>
            {/* That the rows say so is said above all of them. */}
            <dd className={styles.who}>
              {source && source !== props.source && nameOf(source)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** References among the values that changes tell. */
const refsIn = (changes: readonly LoadChange[]) =>
  changes.flatMap(({ ref, changes: fields }) => [
    ref,
    ...fields
      .flatMap(f => [f.before, f.after])
      .flat()
      .filter(
        (v): v is string =>
          typeof v === 'string' && /^[a-z]+:[^/\s]+\/\S+$/.test(v),
      ),
  ]);

/** What a load does to items, each with its fields before and after. */
export function ChangeList(props: {
  changes: readonly LoadChange[];
  /** The one that is loaded. */
  source: string;
  /** In a dry run what is new has no page yet. */
  dryRun: boolean;
}) {
  const { changes, source, dryRun } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const hrefOf = useEntityHref();
  const ordered = [...changes].sort(
    (a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect),
  );
  const { shown, more, showMore } = useShown(ordered, 25);
  const refs = useTitles(refsIn(shown));
  return (
    <>
      <ul className={styles.list}>
        {shown.map(change => {
          const { tone, icon } = LOOKS[change.effect];
          const href =
            dryRun && change.effect === 'created'
              ? undefined
              : hrefOf(change.ref);
          return (
            <li key={`${change.ref} ${change.externalId}`}>
              {/* New items are many and alike; what changes is what one looks for. */}
              <details
                open={change.effect !== 'created' || changes.length <= 5}
              >
                <summary className={styles.summary}>
                  <RiArrowRightSLine className={styles.marker} aria-hidden />
                  <span className={styles.title}>
                    {href ? (
                      <RouterLink to={href}>{change.title}</RouterLink>
                    ) : (
                      change.title
                    )}
                  </span>
                  <Pill tone={tone} icon={icon}>
                    {t(`outcome.effect.${change.effect}`)}
                  </Pill>
                  {change.externalId !== change.title && (
                    <span className={styles.id}>{change.externalId}</span>
                  )}
                </summary>
                {change.changes.length > 0 && (
                  <Fields change={change} refs={refs} source={source} />
                )}
              </details>
            </li>
          );
        })}
      </ul>
      <More count={more} onMore={showMore} />
    </>
  );
}
