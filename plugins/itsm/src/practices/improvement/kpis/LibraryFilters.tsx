import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { VERDICTS } from '@callboard/plugin-itsm-common';
import {
  chartsTranslationRef,
  ChoiceFilter,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import { kpisTranslationRef } from './translation';
import type { LibraryFilter } from './useLibraryFilter';

/** Which numbers are shown, written into the address. */
export function LibraryFilters(props: { filter: LibraryFilter }) {
  const { filter } = props;
  const { url, set } = filter;
  const { t } = useTranslationRef(kpisTranslationRef);
  const { t: tc } = useTranslationRef(chartsTranslationRef);
  return (
    <FilterBar>
      <SearchBox
        label={t('library.search')}
        value={url.get('q')}
        onChange={q => set('q', q)}
      />
      <ChoiceFilter
        label={t('library.filter.practice')}
        choices={filter.practices}
        values={url.list('practice')}
        onChange={values => set('practice', values)}
      />
      <ChoiceFilter
        label={t('library.filter.verdict')}
        choices={VERDICTS.map(value => ({
          value,
          label: tc(`verdict.${value}`),
        }))}
        values={url.list('verdict')}
        onChange={values => set('verdict', values)}
      />
      <ChoiceFilter
        label={t('library.filter.owner')}
        choices={filter.owners}
        values={url.list('owner')}
        onChange={values => set('owner', values)}
      />
      <ChoiceFilter
        label={t('library.filter.target')}
        choices={[
          { value: 'with', label: t('library.filter.withTarget') },
          { value: 'without', label: t('library.filter.withoutTarget') },
        ]}
        values={url.list('target')}
        onChange={values => set('target', values)}
      />
      {filter.isFiltered && (
        <Button variant="tertiary" onPress={filter.reset}>
          {t('library.filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
