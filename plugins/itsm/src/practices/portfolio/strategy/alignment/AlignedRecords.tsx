import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { alignmentRoutes } from '@callboard/plugin-itsm-common';
import type { AlignedType } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RefusalAlert,
  useItsmPages,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { alignmentTranslationRef } from '../translation';
import { AlignedTable } from './AlignedTable';

const PAGE = 25;

/** The records that serve an objective, or those that serve none, page by page. */
export function AlignedRecords(props: {
  label: string;
  types?: readonly AlignedType[];
  /** Those that serve it; without it those that serve none. */
  objective?: string;
  days?: number;
  /** So many stand there until somebody asks for all. */
  few?: number;
  /** What stands there when there are none. */
  empty: ReactNode;
}) {
  const { label, objective, empty } = props;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const { types, days, few } = props;
  const [all, setAll] = useState(few === undefined);
  const list = useItsmPages(alignmentRoutes.records, {
    query: {
      types: types?.join(','),
      days,
      objective,
      limit: all ? PAGE : few,
    } as never,
  });
  const { data, error, refetch } = list;
  if (!data)
    return error ? (
      <FailureMessage small error={error} onRetry={() => refetch()} />
    ) : (
      // As high as what mostly comes, so that what stands below stays where it is.
      <Skeleton height={200} />
    );
  if (data.items.length === 0)
    return typeof empty === 'string' ? (
      <Message small title={empty} />
    ) : (
      <>{empty}</>
    );
  return (
    <>
      <AlignedTable
        label={label}
        items={data.items}
        refs={data.refs}
        withHow={objective !== undefined}
      />
      <RefusalAlert error={list.growError} />
      {list.hasMore && (
        <Button
          size="small"
          variant="secondary"
          isPending={list.isGrowing}
          onPress={all ? list.grow : () => setAll(true)}
        >
          {t(all ? 'more' : 'all')}
        </Button>
      )}
    </>
  );
}
