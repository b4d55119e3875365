import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type {
  CiLoadResult,
  LoadConflict,
  LoadDuplicate,
} from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { attributeOf, keyLabel, ruleWords } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import { useTitles } from '../impact/useTitles';
import { useDataAddresses } from './addresses';
import { ChangeList } from './ChangeList';
import { CountTiles } from './CountTiles';
import styles from './Data.module.css';
import { More } from './More';
import { Problems } from './Problems';
import { ciSourcesTranslationRef } from './translation';
import { useKnownSources, useSourceName } from './useSources';
import { useShown } from './useShown';

/** Where sources disagree: whose word counts and why, and what the others say. */
function Conflicts(props: { conflicts: readonly LoadConflict[] }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const sources = useKnownSources();
  const nameOf = useSourceName(sources);
  const { shown, more, showMore } = useShown(props.conflicts);
  const refs = useTitles(shown.map(c => c.ref));
  const precedence = (source: string, key: string) => {
    const found = sources?.find(s => s.key === source);
    return found && (found.precedenceOf[key] ?? found.precedence);
  };
  return (
    <>
      <AdminTable
        label={t('outcome.conflicts')}
        items={shown}
        idOf={c => `${c.ref} ${c.key}`}
        columns={[
          {
            id: 'item',
            label: t('outcome.item'),
            render: c => <RefLabel entityRef={c.ref} refs={refs} />,
          },
          {
            id: 'field',
            label: t('outcome.field'),
            render: c => keyLabel(c.key, classes, tc),
          },
          {
            id: 'counts',
            label: t('outcome.counts'),
            render: c => {
              const n = precedence(c.source, c.key);
              return (
                <>
                  <CiValue
                    name={c.key}
                    attribute={attributeOf(c.key, classes)}
                    value={c.value}
                  />
                  <span className={styles.about}>
                    {nameOf(c.source)}
                    {'. '}
                    {n === undefined
                      ? t('outcome.whyPlain')
                      : t('outcome.why', { n: String(n) })}
                  </span>
                </>
              );
            },
          },
          {
            id: 'others',
            label: t('outcome.others'),
            render: c =>
              c.others.map(other => {
                const n = precedence(other.source, c.key);
                return (
                  <div key={`${other.source} ${other.value}`}>
                    <CiValue
                      name={c.key}
                      attribute={attributeOf(c.key, classes)}
                      value={other.value}
                    />
                    <span className={styles.about}>
                      {nameOf(other.source)}
                      {n !== undefined &&
                        `, ${t('outcome.precedence', { n: String(n) })}`}
                    </span>
                  </div>
                );
              }),
          },
        ]}
      />
      <More count={more} onMore={showMore} />
    </>
  );
}

/** Rows that fit several items and were not guessed at. */
function Duplicates(props: { duplicates: readonly LoadDuplicate[] }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const addresses = useDataAddresses();
  const { shown, more, showMore } = useShown(props.duplicates);
  const refs = useTitles(shown.flatMap(d => d.refs));
  return (
    <>
      <p className={styles.intro}>
        {t('outcome.duplicatesNext', {
          duplicates: (
            <Link href={addresses.duplicates}>{t('pages.duplicates')}</Link>
          ),
        })}
      </p>
      <AdminTable
        label={t('outcome.duplicates')}
        items={shown}
        idOf={d => `${d.line} ${d.refs.join(' ')}`}
        columns={[
          {
            id: 'row',
            label: t('outcome.row'),
            render: d => (
              <>
                {d.externalId}
                <span className={styles.about}>
                  {`${t('load.line')} ${d.line.toLocaleString('en')}`}
                </span>
              </>
            ),
          },
          {
            id: 'rule',
            label: t('outcome.rule'),
            render: d => ruleWords(d.rule, classes, tc),
          },
          {
            id: 'fits',
            label: t('outcome.fits'),
            render: d =>
              d.refs.map((ref, i) => (
                <Fragment key={ref}>
                  {i > 0 && ', '}
                  <RefLabel entityRef={ref} refs={refs} />
                </Fragment>
              )),
          },
        ]}
      />
      <More count={more} onMore={showMore} />
    </>
  );
}

/** What a load did or would do: in numbers, then item by item, and what is left to people. */
export function Outcome(props: { result: CiLoadResult }) {
  const { result } = props;
  const { counts, changes, problems, conflicts, duplicates } = result;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const changed =
    counts.created +
    counts.updated +
    counts.restored +
    counts.stale +
    counts.retired;
  const cut = (shown: number, all: number) =>
    all > shown && (
      <p className={styles.intro}>
        {t('outcome.first', {
          shown: shown.toLocaleString('en'),
          all: all.toLocaleString('en'),
        })}
      </p>
    );
  const none = (what: 'changes' | 'conflicts' | 'duplicates') => (
    <p className={styles.intro}>{t(`outcome.none.${what}`)}</p>
  );
  const tabs: [id: string, label: string, count: number, content: ReactNode][] =
    [
      [
        'changes',
        t('outcome.changes'),
        changed,
        changes.length > 0 ? (
          <ChangeList
            changes={changes}
            source={result.source}
            dryRun={result.dryRun}
          />
        ) : (
          none('changes')
        ),
      ],
      [
        'problems',
        t('outcome.problems'),
        counts.bad,
        <Problems
          key="problems"
          source={result.source}
          problems={problems}
          all={counts.bad}
        />,
      ],
      [
        'conflicts',
        t('outcome.conflicts'),
        counts.conflicts,
        conflicts.length > 0 ? (
          <Conflicts conflicts={conflicts} />
        ) : (
          none('conflicts')
        ),
      ],
      [
        'duplicates',
        t('outcome.duplicates'),
        counts.duplicates,
        duplicates.length > 0 ? (
          <Duplicates duplicates={duplicates} />
        ) : (
          none('duplicates')
        ),
      ],
    ];
  const told: Record<string, number> = {
    changes: changes.length,
    conflicts: conflicts.length,
    duplicates: duplicates.length,
  };
  return (
    <div className={styles.main}>
      <CountTiles counts={counts} dryRun={result.dryRun} />
      {result.message && <p className={styles.intro}>{result.message}</p>}
      <Tabs>
        <TabList>
          {tabs.map(([id, label, count]) => (
            <Tab key={id} id={id}>
              {`${label} ${count.toLocaleString('en')}`}
            </Tab>
          ))}
        </TabList>
        {tabs.map(([id, , count, content]) => (
          <TabPanel key={id} id={id}>
            <div className={styles.panel}>
              {id in told && cut(told[id], count)}
              {content}
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
