import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  ChoiceFilter,
  FilterBar,
  SearchBox,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiListCheck, RiMindMap } from '@remixicon/react';
import type { Answer } from './answer';
import { facetValues } from './facets';
import { FACETS, NONE } from './impactAddress';
import type { Facet, ImpactAddress, View } from './impactAddress';
import { GROUPED_FROM } from './map/visibleGraph';
import { impactTranslationRef } from './translation';

/** A filter with more choices is none. */
const MOST_CHOICES = 30;
/** A short answer is read whole. */
const FILTERED_FROM = 6;

/** Which items of an answer to show, and how. */
export function ItemFilters(props: {
  answer: Answer;
  address: ImpactAddress;
  titleOf: (ref: string) => string;
  view: View;
  /** How many match the filters, if there are some. */
  matching: number | undefined;
}) {
  const { answer, address, titleOf, view, matching } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const url = useUrlValues();
  const { filter } = address;
  const isFiltered = matching !== undefined;
  const choicesOf = (facet: Facet) => {
    const values = facetValues(answer.items, facet);
    const offered = values.slice(0, MOST_CHOICES);
    const lost = filter[facet].filter(v => !offered.some(o => o.value === v));
    return [...offered, ...lost.map(value => ({ value, count: 0 }))].map(
      ({ value, count }) => {
        let words = facet === 'kind' ? value : '';
        if (!words) words = value === NONE ? t('filters.none') : titleOf(value);
        return { value, label: `${words} (${count})` };
      },
    );
  };
  const shown = answer.items.length >= FILTERED_FROM || isFiltered;
  return (
    <FilterBar
      tools={
        <>
          {view === 'map' && answer.items.length > GROUPED_FROM && (
            <Select
              aria-label={t('filters.group')}
              options={FACETS.map(id => ({
                id,
                label: `${t('filters.group')}: ${t(`filters.${id}`)}`,
              }))}
              value={address.groupBy}
              onChange={by =>
                url.set({ by: by === 'owner' ? undefined : String(by) })
              }
            />
          )}
          <ToggleButtonGroup
            aria-label={t('views.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={keys => url.set({ view: String([...keys][0]) })}
          >
            <ToggleButton id="map" iconStart={<RiMindMap />}>
              {t('views.map')}
            </ToggleButton>
            <ToggleButton id="list" iconStart={<RiListCheck />}>
              {t('views.list')}
            </ToggleButton>
          </ToggleButtonGroup>
        </>
      }
    >
      {shown && (
        <SearchBox
          label={t('filters.search')}
          value={filter.text}
          onChange={q => url.set({ q }, { replace: true })}
        />
      )}
      {shown &&
        FACETS.map(facet => (
          <ChoiceFilter
            key={facet}
            label={t(`filters.${facet}`)}
            choices={choicesOf(facet)}
            values={filter[facet]}
            onChange={values => url.set({ [facet]: values })}
          />
        ))}
      {isFiltered && (
        <>
          <Button
            variant="tertiary"
            onPress={() => url.set({ q: '', kind: '', owner: '', system: '' })}
          >
            {t('filters.clear')}
          </Button>
          <span role="status">
            {t('filters.matching', {
              number: String(matching),
              all: String(answer.items.length),
            })}
          </span>
        </>
      )}
    </FilterBar>
  );
}
