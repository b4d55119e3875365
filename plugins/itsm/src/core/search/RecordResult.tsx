import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import {
  recordTypesApiRef,
  RefLabel,
  RelativeTime,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { StatusCategory } from '@callboard/plugin-itsm-common';
import type { ReactNode } from 'react';

type RecordDocument = SearchDocument & {
  recordType: string;
  status: string;
  statusCategory: StatusCategory;
  serviceRef?: string;
  updatedAt: string;
};

function Highlighted(props: {
  text: string;
  marked: string | undefined;
  highlight?: ResultHighlight;
}) {
  const { text, marked, highlight } = props;
  if (!highlight || !marked) return <>{text}</>;
  return (
    <HighlightedSearchResultText
      text={marked}
      preTag={highlight.preTag}
      postTag={highlight.postTag}
    />
  );
}

/** A record found by Backstage's search. */
export function RecordResult(props: {
  result?: SearchDocument;
  highlight?: ResultHighlight;
  icon?: ReactNode;
}) {
  const { highlight } = props;
  const record = props.result as RecordDocument | undefined;
  const types = useApi(recordTypesApiRef);
  const lifecycle = types.get(record?.recordType ?? '')?.lifecycle;
  if (!record) return null;
  return (
    <Flex direction="column" gap="1" py="2">
      <Flex align="center" gap="2">
        <Link href={record.location} variant="title-x-small">
          <Highlighted
            text={record.title}
            marked={highlight?.fields.title}
            highlight={highlight}
          />
        </Link>
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={lifecycle}
        />
      </Flex>
      <Text color="secondary">
        <Highlighted
          text={record.text.slice(0, 300)}
          marked={highlight?.fields.text}
          highlight={highlight}
        />
      </Text>
      <Flex gap="2">
        {record.serviceRef && (
          <RefLabel entityRef={record.serviceRef} refs={undefined} />
        )}
        <RelativeTime instant={record.updatedAt} />
      </Flex>
    </Flex>
  );
}
