import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SavedView } from '@callboard/plugin-itsm-common';
import { RiBookmarkLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { errorSentence } from '../../api/errors';
import type { AnyRoute } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { ViewTabs } from '../filters/ViewTabs';
import type { ListView, ViewCount } from '../filters/ViewTabs';
import { refTitle } from '../text/RefLabel';
import type { RecordList } from '../table/useRecordList';
import {
  countOf,
  questionOf,
  questionOfView,
  searchOf,
  asUrl,
  valuesOfView,
} from './listAddress';
import type { QueueQuery } from './listAddress';
import { useCounts } from './useCounts';
import styles from './ViewBar.module.css';
import { useViewActions } from './useViewActions';

const SaveViewDialog = lazy(async () => ({
  default: (await import('./SaveViewDialog')).SaveViewDialog,
}));
const ViewMenu = lazy(async () => ({
  default: (await import('./ViewMenu')).ViewMenu,
}));

/** What of a list its views have to do with. */
export type ViewedList = Pick<
  RecordList<AnyRoute>,
  | 'spec'
  | 'url'
  | 'saved'
  | 'view'
  | 'queue'
  | 'isChanged'
  | 'isWorthSaving'
  | 'viewQuery'
  | 'showView'
>;

/**
 * How many rows each of some questions finds, asked in one request and followed; `sure` are the
 * names that are asked for alone if the server refuses the rest.
 */
export type UseViewCounts = (
  questions: Readonly<Record<string, QueueQuery>>,
  sure: readonly string[],
  type: string,
) => Readonly<Record<string, ViewCount>> | undefined;

const useRecordCounts: UseViewCounts = (questions, sure, type) =>
  useCounts(
    Object.fromEntries(
      Object.entries(questions).map(([id, question]) => [
        id,
        countOf(type, question),
      ]),
    ),
    sure,
  );

/** So many questions are counted in one request; the server takes no more. */
const COUNTED = 20;
const NEW_VIEW = { name: '', sharing: 'nobody', groups: [] } as const;

/**
 * The ready-made queues of a list and the viewer's saved views, with what is in them; and what can
 * be done with the one in view: keep what was changed, take it back, or keep it as a new one.
 */
export function ViewBar(props: {
  list: ViewedList;
  /** The words for the ready-made queues. */
  labelOf: (queue: string) => string;
  label: string;
  /** Counts what is no record; the same one on every render. */
  useCountsOf?: UseViewCounts;
}) {
  const { list, labelOf, label, useCountsOf = useRecordCounts } = props;
  const { spec, url, saved, view } = list;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [dialog, setDialog] = useState<'new' | 'edit'>();
  const actions = useViewActions(saved);
  const queues = Object.keys(spec.queues);
  const views = saved.items ?? [];

  const counts = useCountsOf(
    Object.fromEntries([
      ...queues.map(id => [id, questionOf(spec, asUrl({ view: id }))]),
      ...views
        .slice(0, COUNTED - queues.length)
        .map(v => [v.id, questionOfView(spec, v)]),
    ]),
    queues,
    spec.type,
  );
  const hrefOf = ({ id }: ListView) => {
    const found = saved.find(id);
    if (found) return searchOf(valuesOfView(spec, found));
    const values: Record<string, string> = { view: id };
    // A saved view is a whole; a queue is looked through with the filters that are on.
    const { params } = spec.queues[id];
    for (const name of view ? [] : [...spec.filters, 'filter'])
      if (!(name in params)) values[name] = url.get(name);
    return searchOf(values);
  };
  const hint = (v: SavedView) =>
    v.mine
      ? undefined
      : t('views.by', { who: refTitle(v.ownerRef, saved.refs) });

  return (
    <div className={styles.bar}>
      <div className={styles.tabs}>
        <ViewTabs
          label={label}
          views={[
            ...queues.map(id => ({
              id,
              label: labelOf(id),
              count: counts?.[id],
            })),
            ...views.map(v => ({
              id: v.id,
              label: v.name,
              count: counts?.[v.id],
              hint: hint(v),
              saved: true,
            })),
          ]}
          current={view?.id ?? list.queue}
          hrefOf={hrefOf}
        />
      </div>
      {Boolean(saved.error) && (
        <span className={styles.state} title={errorSentence(saved.error)}>
          {t('views.unavailable')}
        </span>
      )}
      {view && list.isChanged && (
        <span className={styles.state}>
          {t('views.changed')} ·
          {view.canEdit && (
            <Button
              size="small"
              variant="tertiary"
              onPress={() =>
                actions.attempt(() =>
                  saved.update(view, { query: list.viewQuery() }),
                )
              }
            >
              {t('views.update')}
            </Button>
          )}
          <Button
            size="small"
            variant="tertiary"
            onPress={() => list.showView(view)}
          >
            {t('views.reset')}
          </Button>
        </span>
      )}
      {list.isWorthSaving && (
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiBookmarkLine />}
          onPress={() => setDialog('new')}
        >
          {view ? t('views.saveAs') : t('views.save')}
        </Button>
      )}
      <Suspense fallback={null}>
        {view && (
          <ViewMenu
            view={view}
            saved={saved}
            onRename={() => setDialog('edit')}
            onRemoved={() => url.set({ saved: undefined })}
          />
        )}
        {dialog === 'new' && (
          <SaveViewDialog
            title={t('views.save')}
            draft={{ ...NEW_VIEW, groups: [] }}
            onSave={async draft => {
              const query = list.viewQuery();
              list.showView(await saved.create({ ...draft, query }));
            }}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'edit' && view && (
          <SaveViewDialog
            title={t('views.rename')}
            draft={view}
            onSave={({ name, sharing, groups }) =>
              saved.update(view, { name, sharing, groups })
            }
            onClose={() => setDialog(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}
