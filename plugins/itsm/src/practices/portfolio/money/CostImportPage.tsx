import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import {
  COST_COLUMNS,
  costRoutes,
  costUpdatePermission,
} from '@callboard/plugin-itsm-common';
import type {
  CostColumn,
  CostImportResult,
} from '@callboard/plugin-itsm-common';
import {
  ForWhoMay,
  PageBody,
  RefusalAlert,
  RouterLink,
  useItsmMutation,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { useId, useRef, useState } from 'react';
import { costImportRouteRef, costsRouteRef } from '../routes';
import { ImportResult } from './costs/ImportResult';
import styles from './Money.module.css';
import { moneyTranslationRef } from './translation';

type Decimal = 'auto' | 'point' | 'comma';
type Columns = Partial<Record<CostColumn, string>>;

const NONE = ' none';

/** Which column of the file says what; what is there is guessed and can be chosen. */
function ColumnFields(props: {
  result: CostImportResult;
  onChange: (columns: Columns) => void;
}) {
  const { result, onChange } = props;
  const { header, columns } = result;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <h2 className={styles.heading}>{t('import.columns')}</h2>
      <p className={styles.hint}>{t('import.columnsAbout')}</p>
      <div className={styles.columns}>
        {COST_COLUMNS.map(column => {
          const now = columns[column];
          const constant = now?.startsWith('=') ? now : undefined;
          return (
            <Select
              key={column}
              label={t(`import.column.${column}`)}
              size="small"
              options={[
                ...(constant
                  ? [
                      {
                        value: constant,
                        label: t('import.always', { value: constant.slice(1) }),
                      },
                    ]
                  : []),
                ...(now ? [] : [{ value: NONE, label: t('import.notThere') }]),
                ...header.filter(Boolean).map(name => ({
                  value: name,
                  label: name,
                })),
              ]}
              value={now ?? NONE}
              onChange={key => {
                if (key === null || key === NONE) return;
                onChange({ ...columns, [column]: String(key) });
              }}
            />
          );
        })}
      </div>
    </section>
  );
}

/** Costs and budgets from a file: looked at first, then taken. */
export function CostImportPage() {
  const { t } = useTranslationRef(moneyTranslationRef);
  usePageTitle(t('import.title'));
  const all = useRouteRef(costsRouteRef)?.();
  const own = useRouteRef(costImportRouteRef)?.();
  const input = useRef<HTMLInputElement>(null);
  const fileLabel = useId();
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState('import');
  const [decimal, setDecimal] = useState<Decimal>('auto');
  const [result, setResult] = useState<CostImportResult>();
  const { mutate, isPending, error, reset } = useItsmMutation(
    costRoutes.import,
  );
  const send = (dryRun: boolean, chosen = file, columns?: Columns) => {
    if (!chosen || isPending) return;
    mutate(
      {
        query: {
          dryRun: String(dryRun),
          source,
          decimal: decimal === 'auto' ? undefined : decimal,
          columns: columns && JSON.stringify(columns),
        },
        stream: { data: chosen, type: 'text/csv' },
      },
      { onSuccess: setResult },
    );
  };
  const begin = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setResult(undefined);
    reset();
    send(true, chosen);
  };
  const good = result ? result.added + result.changed : 0;
  return (
    <BreadcrumbEntry entry={{ label: t('import.title'), href: own ?? '' }}>
      <PageBody title={t('import.title')}>
        <ForWhoMay
          permission={costUpdatePermission}
          title={t('import.mayNot')}
          who={t('import.mayNotNext')}
          back={{ href: all, label: t('import.back') }}
        >
          {all && (
            <div>
              <RouterLink to={all}>{t('import.back')}</RouterLink>
            </div>
          )}
          <p className={styles.about}>{t('import.about')}</p>
          <section className={`${styles.card} ${styles.stack}`}>
            <div className={styles.pair}>
              <TextField
                label={t('import.source')}
                description={t('import.sourceHint')}
                value={source}
                maxLength={40}
                onChange={text => {
                  setSource(text);
                  setResult(undefined);
                }}
              />
              <Select
                label={t('import.decimal')}
                options={[
                  { value: 'auto', label: t('import.decimalAuto') },
                  { value: 'point', label: t('import.decimalPoint') },
                  { value: 'comma', label: t('import.decimalComma') },
                ]}
                value={decimal}
                onChange={key => {
                  setDecimal(key as Decimal);
                  setResult(undefined);
                }}
              />
            </div>
            <input
              ref={input}
              className={styles.unseen}
              id={fileLabel}
              aria-label={t('import.file')}
              type="file"
              accept=".csv,text/csv"
              tabIndex={-1}
              onChange={event => begin(event.target.files?.[0])}
            />
            <div className={styles.bar}>
              <Button
                variant={result ? 'secondary' : 'primary'}
                isPending={isPending && !result}
                onPress={() => input.current?.click()}
              >
                {t(file ? 'import.again' : 'import.choose')}
              </Button>
              {file && <span className={styles.hint}>{file.name}</span>}
              {file && !result && (
                <Button
                  variant="secondary"
                  isPending={isPending}
                  onPress={() => send(true)}
                >
                  {t('import.preview')}
                </Button>
              )}
            </div>
            <RefusalAlert error={error} />
          </section>
          {result?.dryRun && (
            <ColumnFields
              result={result}
              onChange={columns => send(true, file, columns)}
            />
          )}
          {result && <ImportResult result={result} name={file?.name ?? ''} />}
          {result?.dryRun && (
            <div className={styles.bar}>
              <Button
                variant="primary"
                isPending={isPending}
                isDisabled={good === 0}
                onPress={() => send(false, file, result.columns)}
              >
                {t('import.run', { count: good })}
              </Button>
              {good === 0 && result.same === 0 && (
                <span className={styles.hint}>{t('import.nothing')}</span>
              )}
            </div>
          )}
          {result && !result.dryRun && all && (
            <RouterLink to={all}>{t('import.toCosts')}</RouterLink>
          )}
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
