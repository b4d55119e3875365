import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Checkbox,
  Link,
  Select,
} from '@backstage/ui';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import type { CiSource } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  isOffline,
  RecordSection,
  SubmitKeys,
  SubmitKeysHint,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { AdminStates } from '../../../../core/admin/AdminStates';
import { durationWords } from '../../../../core/admin/durationWords';
import { useLookEvery } from '../../../../core/admin/useLookEvery';
import { useDataAddresses } from '../addresses';
import { DataPage } from '../DataPage';
import { Outcome } from '../Outcome';
import { Progress } from '../Progress';
import { ciSourcesTranslationRef } from '../translation';
import { useMapping } from '../useMapping';
import { useSourceName } from '../useSources';
import { ColumnCheck } from './ColumnCheck';
import styles from './Import.module.css';
import { isJson, jsonFault, linesOf } from './readRows';
import { RowsInput } from './RowsInput';
import { useImport } from './useImport';
import { useRowsDraft } from './useRowsDraft';

/** How long something has been under way, in words, second by second. */
function useSince(since: number | undefined): string {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (since === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  return durationWords(Math.max(0, now - (since ?? now)));
}

/** The sources that take rows, a file, a dry run, and then the import. */
function ImportForm(props: { sources: readonly CiSource[] }) {
  const { sources } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const url = useUrlValues();
  const addresses = useDataAddresses();
  const nameOf = useSourceName(sources);
  const takers = sources.filter(s => s.loads);
  const draft = useRowsDraft(url.get('source'));
  const source = takers.find(s => s.key === draft.source);
  const [allowMany, setAllowMany] = useState(false);
  const [asked, setAsked] = useState(false);
  const { mapping } = useMapping(source?.key);
  const { complete, text } = draft;
  const loading = useImport(
    {
      source: source?.key ?? '',
      text,
      complete,
      allowMany: complete && allowMany,
    },
    nameOf,
  );
  const { result, running, error } = loading;
  const since = useSince(running?.since);
  const busy = source?.lastLoad?.state === 'running' && !running;
  const fault = jsonFault(text);
  const rowsProblem =
    (fault && t('importing.jsonFault', { fault })) ||
    (asked && text.trim() === '' ? t('importing.fileMissing') : undefined);
  const sourceProblem =
    asked && !source ? t('importing.sourceMissing') : undefined;
  const looksHalf =
    complete && (allowMany || errorSentence(error).includes('allowMany'));

  const submit = () => {
    if (running || busy) return;
    setAsked(true);
    if (!source || text.trim() === '' || fault) return;
    if (result) loading.run(draft.clear);
    else loading.check();
  };

  return (
    <SubmitKeys onSubmit={submit} className={styles.page}>
      <div className={styles.form}>
        <Select
          label={t('importing.source')}
          placeholder={t('importing.chooseSource')}
          isRequired
          isInvalid={Boolean(sourceProblem)}
          description={source?.description}
          options={takers.map(s => ({ id: s.key, label: nameOf(s.key) }))}
          value={source?.key ?? null}
          isDisabled={Boolean(running)}
          onChange={key => {
            draft.chooseSource(String(key));
            url.set({ source: String(key) }, { replace: true });
          }}
        />
        {sourceProblem && (
          <span className={styles.problem} role="alert">
            {sourceProblem}
          </span>
        )}
        <RowsInput draft={draft} problem={rowsProblem} />
        <div className={styles.choice}>
          <Checkbox
            isSelected={complete}
            onChange={draft.chooseComplete}
            isDisabled={Boolean(running)}
          >
            {t('importing.complete')}
          </Checkbox>
          <span className={styles.hint}>
            {t('importing.completeHint', {
              missing: t(`page.missing.${source?.onMissing ?? 'keep'}`),
            })}
          </span>
        </div>
        {looksHalf && (
          <div className={styles.choice}>
            <Checkbox isSelected={allowMany} onChange={setAllowMany}>
              {t('importing.allowMany')}
            </Checkbox>
            <span className={styles.hint}>{t('importing.allowManyHint')}</span>
          </div>
        )}
      </div>
      {source && mapping && text.trim() !== '' && !isJson(text) && (
        <ColumnCheck source={source.key} mapping={mapping} text={text} />
      )}
      {busy && (
        <Alert
          icon
          status="info"
          title={t('importing.busy', { name: nameOf(source.key) })}
          description={t('importing.busyNext')}
          customActions={
            <ButtonLink
              size="small"
              variant="secondary"
              href={addresses.load(source.key, source.lastLoad!.id)}
            >
              {t('importing.busyOpen')}
            </ButtonLink>
          }
        />
      )}
      {Boolean(error) && (
        <Alert
          role="alert"
          icon
          status="danger"
          title={isOffline(error) ? t('importing.lost') : t('importing.failed')}
          description={
            isOffline(error)
              ? t('importing.lostNext', {
                  loads: (
                    <Link href={addresses.source(source?.key ?? '')}>
                      {t('importing.leaveLoads')}
                    </Link>
                  ),
                })
              : errorSentence(error)
          }
        />
      )}
      {loading.isOutdated && !running && (
        <Alert icon status="info" title={t('importing.checkAgain')} />
      )}
      {running && (
        <Progress
          label={`${
            running.dryRun
              ? t('importing.checking')
              : t('importing.running', {
                  count: (result?.counts.rows ?? linesOf(text)).toLocaleString(
                    'en',
                  ),
                } as never)
          } ${t('importing.runningFor', { time: since })}`}
        >
          {!running.dryRun &&
            t('importing.leave', {
              loads: (
                <Link href={addresses.source(source?.key ?? '')}>
                  {t('importing.leaveLoads')}
                </Link>
              ),
            })}
        </Progress>
      )}
      {result && !running && (
        <RecordSection title={t('importing.wouldTitle')}>
          <Outcome result={result} />
        </RecordSection>
      )}
      <div className={styles.buttons} data-stays={Boolean(result) || undefined}>
        <Button
          variant="primary"
          isPending={Boolean(running)}
          isDisabled={busy}
          onPress={submit}
        >
          {result ? t('importing.run') : t('importing.check')}
          <SubmitKeysHint />
        </Button>
      </div>
    </SubmitKeys>
  );
}

/** Imports configuration items from a file, after a dry run. */
export function ImportPage() {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const query = useItsmQuery(cmdbSourceRoutes.list);
  const running = query.data?.items.some(s => s.lastLoad?.state === 'running');
  useLookEvery(running ? 2_000 : 30_000, query.refetch);
  return (
    <DataPage
      page="sources"
      title={t('importing.title')}
      intro={t('importing.intro')}
      actions={
        <ButtonLink
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          href={addresses.sources}
        >
          {t('page.back')}
        </ButtonLink>
      }
    >
      <AdminStates
        query={query}
        isEmpty={({ items }) => !items.some(s => s.loads)}
        empty={{
          title: t('importing.none'),
          next: t('emptyNext'),
          actions: addresses.newDefinition('ci-source') && (
            <ButtonLink
              variant="primary"
              href={addresses.newDefinition('ci-source')!}
            >
              {t('add')}
            </ButtonLink>
          ),
        }}
      >
        {({ items }) => <ImportForm sources={items} />}
      </AdminStates>
    </DataPage>
  );
}
