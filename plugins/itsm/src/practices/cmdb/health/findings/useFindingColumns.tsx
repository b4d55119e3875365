import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiClassView, Finding } from '@callboard/plugin-itsm-common';
import { RefLabel, RelativeTime } from '@callboard/plugin-itsm-react';
import type {
  ColumnChoice,
  RecordColumn,
  Refs,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { useClasses } from '../../classes/useClasses';
import { SeverityPill } from '../SeverityPill';
import { ciHealthTranslationRef } from '../translation';
import { dayOf } from './days';
import { FINDING_COLUMNS, isFindingColumn } from './findingList';
import type { FindingColumn } from './findingList';
import { FindingTask } from './FindingTask';
import { ciFindingTranslationRef } from './translation';

type Column = RecordColumn<Finding>;

const titled = (words: string) => <span title={words}>{words}</span>;

function useAllColumns(
  refs: Refs | undefined,
  classes: readonly CiClassView[],
): Readonly<Record<FindingColumn, Column>> {
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { t: th } = useTranslationRef(ciHealthTranslationRef);
  return useMemo(() => {
    const column = (
      id: FindingColumn,
      width: Column['width'],
      render: Column['render'],
      more: Partial<Column> = {},
    ): Column => ({ id, label: t(`column.${id}`), width, render, ...more });
    return {
      message: column('message', '1fr', f => titled(f.message), {
        isLink: true,
        keepsWhenNarrow: true,
      }),
      advice: column('advice', 260, f => titled(f.advice)),
      title: column('title', 160, f => titled(f.title), {
        keepsWhenNarrow: true,
      }),
      severity: column(
        'severity',
        112,
        f => <SeverityPill severity={f.severity} />,
        { keepsWhenNarrow: true },
      ),
      dimension: column('dimension', 124, f => th(`score.${f.dimension}`)),
      rule: column('rule', 190, f => titled(f.ruleLabel)),
      class: column(
        'class',
        140,
        f => classes.find(c => c.key === f.class)?.name ?? f.class ?? '–',
      ),
      ownerRef: column('ownerRef', 128, f => (
        <RefLabel entityRef={f.ownerRef} refs={refs} plain />
      )),
      systemRef: column('systemRef', 140, f => (
        <RefLabel entityRef={f.systemRef} refs={refs} plain />
      )),
      since: column('since', 128, f => <RelativeTime instant={f.since} />),
      task: column('task', 150, f =>
        f.task ? <FindingTask task={f.task} plain /> : '–',
      ),
      until: column('until', 130, f =>
        f.excused ? titled(dayOf(f.excused.until)) : '–',
      ),
    };
  }, [t, th, refs, classes]);
}

/** The columns of the list, as they were chosen. */
export function useFindingColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): Column[] {
  const all = useAllColumns(refs, useClasses());
  return useMemo(
    () => chosen.filter(isFindingColumn).map(id => all[id]),
    [all, chosen],
  );
}

/** What the columns of the list can be chosen from. */
export function useFindingColumnChoices(): ColumnChoice[] {
  const all = useAllColumns(undefined, useClasses());
  return FINDING_COLUMNS.map(key => ({ key, label: all[key].label }));
}
