import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { ACTIVE_CATEGORIES, kernelRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { MyTasks } from './MyTasks';
import styles from './MyWork.module.css';
import { MyWorkRow } from './MyWorkRow';
import { itsmTranslationRef } from './translation';

const SHOWN = 6;

type SectionId = 'assigned' | 'queue' | 'asked';

const urgentFirst = { sort: 'priority', order: 'asc' };
const latestFirst = { sort: 'updated', order: 'desc' };

const SECTIONS: ReadonlyArray<{ id: SectionId; query: QueryValues }> = [
  {
    id: 'assigned',
    query: { assignee: 'me', category: ACTIVE_CATEGORIES, ...urgentFirst },
  },
  {
    id: 'queue',
    query: {
      owner: 'mine',
      assignee: 'none',
      category: ACTIVE_CATEGORIES,
      ...urgentFirst,
    },
  },
  {
    id: 'asked',
    // A resolved record still waits for the word of whoever asked for it.
    query: {
      requester: 'me',
      category: [...ACTIVE_CATEGORIES, 'resolved'],
      ...latestFirst,
    },
  },
];

function Section(props: { id: SectionId; query: QueryValues }) {
  const { id, query } = props;
  const { t } = useTranslationRef(itsmTranslationRef);
  const records = useItsmQuery(kernelRoutes.listRecords, {
    query: {
      ...query,
      limit: SHOWN,
      total: true,
    },
    live: true,
  });
  const { items, total = 0, refs } = records.data ?? {};
  const ids = items?.map(record => record.id) ?? [];
  const isPlain = items?.every(({ priority }) => priority === undefined);
  return (
    <section>
      <h3 className={styles.title}>
        {t(`myWork.${id}.title`)}
        {items && items.length > 0 && ` · ${countWords(total)}`}
      </h3>
      {records.isPending && <Skeleton height={36} />}
      {records.error && !items && (
        <FailureMessage
          small
          error={records.error}
          onRetry={() => records.refetch()}
        />
      )}
      {items?.length === 0 && (
        <Text as="p" color="secondary">
          {t(`myWork.${id}.empty`)}
        </Text>
      )}
      <ul className={styles.rows}>
        {items?.map(record => (
          <li key={record.id}>
            <MyWorkRow
              record={record}
              ids={ids}
              refs={refs}
              isPlain={isPlain}
            />
          </li>
        ))}
      </ul>
      {items && total > items.length && (
        <p className={styles.more}>
          {t('myWork.more', {
            shown: String(items.length),
            total: countWords(total),
          })}
        </p>
      )}
    </section>
  );
}

/** Home widget: what is mine to do, what waits for my teams, and what I wait for. */
export function MyWork() {
  return (
    <div className={styles.sections}>
      {SECTIONS.map(section => (
        <Fragment key={section.id}>
          <Section {...section} />
          {section.id === 'assigned' && <MyTasks />}
        </Fragment>
      ))}
    </div>
  );
}
