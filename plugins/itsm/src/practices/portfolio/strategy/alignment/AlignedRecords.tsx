import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { alignmentRoutes } from '@callboard/plugin-itsm-common';
import type {
  AlignedRecords as AlignedPage,
  AlignedType,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  itsmApiRef,
  Message,
  RefusalAlert,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { alignmentTranslationRef } from '../translation';
import { AlignedTable } from './AlignedTable';

const PAGE = 25;

/** A list that begins with one page and grows by the next ones when somebody asks for more. */
function useGrowing(question: {
  types?: readonly AlignedType[];
  objective?: string;
  days?: number;
}) {
  const api = useApi(itsmApiRef);
  const query = { ...question, types: question.types?.join(','), limit: PAGE };
  const asked = JSON.stringify(query);
  const first = useItsmQuery(alignmentRoutes.records, {
    query: query as never,
  });
  const [more, setMore] = useState<{
    asked: string;
    pages: AlignedPage[];
    isPending: boolean;
    error?: unknown;
  }>({ asked, pages: [], isPending: false });
  useEffect(() => {
    setMore({ asked, pages: [], isPending: false });
  }, [asked]);
  const pages = first.data
    ? [first.data, ...(more.asked === asked ? more.pages : [])]
    : [];
  const cursor = pages[pages.length - 1]?.pageInfo.nextCursor;
  return {
    first,
    items: pages.flatMap(({ items }) => items),
    refs: Object.assign({}, ...pages.map(({ refs }) => refs)),
    hasMore: cursor !== undefined,
    isPending: more.isPending,
    error: more.error,
    grow: async () => {
      setMore({ ...more, asked, isPending: true, error: undefined });
      try {
        const page = (await api.call(alignmentRoutes.records, {
          query: { ...query, cursor } as never,
        })) as AlignedPage;
        setMore({ asked, pages: [...more.pages, page], isPending: false });
      } catch (error) {
        setMore({ ...more, asked, isPending: false, error });
      }
    },
  };
}

/** The records that serve an objective, or those that serve none, page by page. */
export function AlignedRecords(props: {
  label: string;
  types?: readonly AlignedType[];
  /** Those that serve it; without it those that serve none. */
  objective?: string;
  days?: number;
  /** What stands there when there are none. */
  empty: ReactNode;
}) {
  const { label, objective, empty } = props;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const { types, days } = props;
  const list = useGrowing({ types, days, objective });
  const { data, error, refetch } = list.first;
  if (!data)
    return error ? (
      <FailureMessage small error={error} onRetry={() => refetch()} />
    ) : (
      <Skeleton height={96} />
    );
  if (list.items.length === 0)
    return typeof empty === 'string' ? (
      <Message small title={empty} />
    ) : (
      <>{empty}</>
    );
  return (
    <>
      <AlignedTable
        label={label}
        items={list.items}
        refs={list.refs}
        withHow={objective !== undefined}
      />
      <RefusalAlert error={list.error} />
      {list.hasMore && (
        <Button
          size="small"
          variant="secondary"
          isPending={list.isPending}
          onPress={list.grow}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}
