import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Judged, KpiAnswer, KpiInfo } from '@callboard/plugin-itsm-common';
import { refTitle, useUrlValues } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { usePracticeName } from './practiceName';
import { kpisTranslationRef } from './translation';

/** A number with its course. */
export interface LibraryRow {
  kpi: KpiInfo;
  /** Absent until known. */
  answer?: KpiAnswer;
  judged: Judged;
}

/** What a filter calls having none. */
const NONE = 'none';
const NAMES = ['q', 'practice', 'owner', 'target', 'verdict'] as const;
export type LibraryFilterName = (typeof NAMES)[number];

interface Choice {
  value: string;
  label: string;
}

/** Each once, in the order of their words. */
function choicesOf(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map(each => [each.value, each])).values()].sort(
    (a, b) => a.label.localeCompare(b.label),
  );
}

/** Which numbers the address asks for. */
export function useLibraryFilter(
  all: readonly LibraryRow[],
  refs: Refs | undefined,
) {
  const { t } = useTranslationRef(kpisTranslationRef);
  const url = useUrlValues();
  const practiceName = usePracticeName();
  const words = url.get('q').toLocaleLowerCase('en-US').split(/\s+/);
  const lets = (name: LibraryFilterName, value: string) => {
    const wanted = url.list(name);
    return wanted.length === 0 || wanted.includes(value);
  };
  const rows = all.filter(({ kpi, judged }) => {
    const text = [kpi.name, kpi.purpose, kpi.key, kpi.source]
      .join(' ')
      .toLocaleLowerCase('en-US');
    return (
      words.every(word => text.includes(word)) &&
      lets('practice', kpi.practice) &&
      lets('owner', kpi.ownerRef ?? NONE) &&
      lets('target', kpi.target === undefined ? 'without' : 'with') &&
      lets('verdict', judged.verdict)
    );
  });
  return {
    rows,
    url,
    practices: choicesOf(
      all.map(({ kpi: { practice } }) => ({
        value: practice,
        label: practiceName(practice),
      })),
    ),
    owners: choicesOf(
      all.map(({ kpi: { ownerRef } }) => ({
        value: ownerRef ?? NONE,
        label: ownerRef
          ? refTitle(ownerRef, refs)
          : t('library.filter.noOwner'),
      })),
    ),
    isFiltered: NAMES.some(name => url.get(name) !== ''),
    set: (name: LibraryFilterName, value: string | readonly string[]) =>
      url.set({ [name]: value }, { replace: true }),
    reset: () =>
      url.set(Object.fromEntries(NAMES.map(name => [name, undefined])), {
        replace: true,
      }),
  };
}
export type LibraryFilter = ReturnType<typeof useLibraryFilter>;
