import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Feasible, RefInfo } from '@callboard/plugin-itsm-common';
import { RouterLink, refTitle } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import styles from './Feasibility.module.css';
import { SourceLink } from './SourceLink';
import { feasibilityTranslationRef } from './translation';
import { VerdictPill } from './VerdictPill';
import {
  aboutWords,
  missingWords,
  possibleWords,
  promisedWords,
} from './words';

/** A number with its unit, in one line. */
function Amount({ words = '–' }: { words?: string }) {
  return <span className={styles.amount}>{words}</span>;
}

/** The arithmetic in a line, and why something is not known. */
function Reckoned({ promise: { words, reason } }: { promise: Feasible }) {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <>
      {words && <span className={styles.figures}>{words}</span>}
      {reason && <span className={styles.about}>{t(`reason.${reason}`)}</span>}
    </>
  );
}

/** Promises with their verdicts, each a step away from how it comes about. */
export function PromiseTable(props: {
  label: string;
  items: readonly Feasible[];
  refs: Readonly<Record<string, RefInfo>>;
  /** On the page of an agreement or objective: without its name, and in less room. */
  embedded?: boolean;
}) {
  const { label, items, refs, embedded } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const addresses = useServiceLevelAddresses();
  return (
    <AdminTable
      label={label}
      items={items}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'promise',
          label: t('column.promise'),
          render: promise => (
            <>
              <RouterLink
                className={styles.strong}
                to={addresses.feasibilityOf(promise.entityRef) ?? ''}
              >
                {refTitle(promise.entityRef, refs)}
              </RouterLink>
              <span className={styles.about}>
                {aboutWords(promise, t)}
                {!embedded && (
                  <>
                    {' · '}
                    <SourceLink source={promise.source} />
                  </>
                )}
              </span>
              {embedded && <Reckoned promise={promise} />}
            </>
          ),
        },
        {
          id: 'verdict',
          label: t('column.verdict'),
          render: ({ verdict }) => <VerdictPill verdict={verdict} />,
        },
        {
          id: 'promised',
          label: t('column.promised'),
          align: 'right',
          render: promise => <Amount words={promisedWords(promise)} />,
        },
        {
          id: 'possible',
          label: t('column.possible'),
          align: 'right',
          render: promise => <Amount words={possibleWords(promise)} />,
        },
        {
          id: 'missing',
          label: t('column.missing'),
          align: 'right',
          render: promise => <Amount words={missingWords(promise, t)} />,
        },
        ...(embedded
          ? []
          : [
              {
                id: 'arithmetic',
                label: t('column.arithmetic'),
                render: (promise: Feasible) => <Reckoned promise={promise} />,
              },
            ]),
      ]}
    />
  );
}
