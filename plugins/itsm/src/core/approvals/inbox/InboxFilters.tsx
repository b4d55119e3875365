import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { kernelRoutes, nameOf } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  FilterBar,
  useItsmQuery,
  useMyGroups,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { approvalsTranslationRef } from '../translation';
import type { Inbox } from './useInbox';

const KEPT_MS = 300_000;

/** The filters of the inbox, written into the address. */
export function InboxFilters(props: {
  inbox: Inbox;
  refs: Refs | undefined;
  tools?: ReactNode;
}) {
  const { inbox, refs, tools } = props;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const groups = useMyGroups();
  const types = useItsmQuery(kernelRoutes.listRecordTypes, {
    staleTime: KEPT_MS,
  }).data?.items;
  return (
    <FilterBar tools={tools}>
      <ChoiceFilter
        label={t('filter.for')}
        choices={[
          { value: 'me', label: t('filter.me') },
          ...groups.map(value => ({
            value,
            label: refs?.[value]?.title ?? nameOf(value),
          })),
        ]}
        values={inbox.for}
        onChange={value => inbox.change({ for: value })}
      />
      {types && types.length > 1 && (
        <ChoiceFilter
          label={t('filter.type')}
          choices={types.map(({ type, label }) => ({ value: type, label }))}
          values={inbox.types}
          onChange={value => inbox.change({ type: value })}
        />
      )}
      {inbox.isFiltered && (
        <Button variant="tertiary" onPress={inbox.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
