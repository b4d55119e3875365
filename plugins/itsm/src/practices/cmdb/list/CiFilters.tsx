import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { CiFacets } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { useKnownSources } from '../sources/useSources';
import { AttributeFilter } from './AttributeFilter';
import { kindLabel } from './kindLabel';
import { ciListTranslationRef } from './translation';
import type { CiList } from './useCiList';
import { useFacets } from './useFacets';

/** The most types that are offered: those with most items. */
const MOST_TYPES = 40;

interface Choice {
  value: string;
  label: string;
}

/** What there is, and what the address names though it is there no more. */
function withChosen(
  choices: readonly Choice[],
  chosen: readonly string[],
): Choice[] {
  const known = new Set(choices.map(c => c.value));
  const others = chosen.filter(value => !known.has(value));
  return [...choices, ...others.map(value => ({ value, label: value }))];
}

function typesOf(facets: CiFacets, kinds: readonly string[]): Choice[] {
  const types = facets.kinds
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .flatMap(kind => kind.types)
    .sort((a, b) => b.count - a.count);
  return [...new Set(types.map(({ type }) => type))]
    .slice(0, MOST_TYPES)
    .map(type => ({ value: type, label: type }));
}

/** Search and filters of the list, written into the address. */
export function CiFilters(props: { list: CiList; tools?: ReactNode }) {
  const { list, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(ciListTranslationRef);
  const facets = useFacets().data;
  const kinds = url.list('kind');
  const types = url.list('type');
  const sources = useKnownSources() ?? [];
  const chosenSources = url.list('source');
  const classes = url.list('class');
  const classChoices = (facets?.classes ?? []).map(one => ({
    value: one.class,
    label: one.name,
  }));
  const lifecycles = url.list('lifecycle');
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      <ChoiceFilter
        label={t('filter.kind')}
        choices={withChosen(
          (facets?.kinds ?? []).map(({ kind }) => ({
            value: kind,
            label: kindLabel(kind),
          })),
          kinds,
        )}
        values={kinds}
        onChange={kind => change({ kind })}
      />
      <ChoiceFilter
        label={t('filter.type')}
        choices={withChosen(facets ? typesOf(facets, kinds) : [], types)}
        values={types}
        onChange={type => change({ type })}
      />
      {(classChoices.length > 0 || classes.length > 0) && (
        <ChoiceFilter
          label={t('filter.class')}
          choices={withChosen(classChoices, classes)}
          values={classes}
          onChange={chosen => change({ class: chosen })}
        />
      )}
      <EntityFilter
        label={t('filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
        words={[
          { value: 'mine', label: t('filter.mine') },
          { value: 'none', label: t('filter.nobody') },
        ]}
      />
      <EntityFilter
        label={t('filter.system')}
        kinds={['system']}
        value={url.get('system')}
        onChange={system => change({ system })}
      />
      <ChoiceFilter
        label={t('filter.lifecycle')}
        choices={withChosen(
          (facets?.lifecycles ?? []).map(value => ({ value, label: value })),
          lifecycles,
        )}
        values={lifecycles}
        onChange={lifecycle => change({ lifecycle })}
      />
      {(sources.length > 0 || chosenSources.length > 0) && (
        <ChoiceFilter
          label={t('filter.source')}
          choices={withChosen(
            sources.map(({ key, name }) => ({ value: key, label: name })),
            chosenSources,
          )}
          values={chosenSources}
          onChange={source => change({ source })}
        />
      )}
      <AttributeFilter
        value={url.get('attribute')}
        onChange={attribute => change({ attribute })}
      />
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
