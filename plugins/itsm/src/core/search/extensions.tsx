import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiAlarmWarningLine } from '@remixicon/react';

/** The type of records among the documents of Backstage's search; see the collator. */
const DOCUMENT_TYPE = 'itsm-record';

/** A line of the search page about a record, in the words and colours of our lists. */
export const recordSearchResult = SearchResultListItemBlueprint.make({
  name: 'records',
  params: {
    predicate: result => result.type === DOCUMENT_TYPE,
    icon: <RiAlarmWarningLine />,
    component: async () => {
      const { RecordResult } = await import('./RecordResult');
      return props => <RecordResult {...props} />;
    },
  },
});

/** Records as a type to search for. */
export const recordSearchType = SearchFilterResultTypeBlueprint.make({
  name: 'records',
  params: {
    value: DOCUMENT_TYPE,
    name: 'Open incidents',
    icon: <RiAlarmWarningLine />,
  },
});
