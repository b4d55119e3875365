import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Select,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  ALIGNED_TYPES,
  ALIGNMENT_DAYS,
  alignmentRoutes,
} from '@callboard/plugin-itsm-common';
import type { AlignedType } from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  FailureMessage,
  Message,
  PageBody,
  RecordSection,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { useRef } from 'react';
import { strategyRouteRef } from '../routes';
import { AlignedRecords } from './alignment/AlignedRecords';
import { Matrix } from './alignment/Matrix';
import styles from './Strategy.module.css';
import { alignmentTranslationRef } from './translation';

const DAYS = [30, 90, 180, 365] as const;

/** What serves which objective, and what serves none. */
export function AlignmentPage() {
  const { t } = useTranslationRef(alignmentTranslationRef);
  const url = useUrlValues();
  const below = useRef<HTMLDivElement>(null);
  const back = useRouteRef(strategyRouteRef)?.();
  const days = Number(url.get('days')) || ALIGNMENT_DAYS;
  const objective = url.get('objective') || undefined;
  const types = url
    .list('types')
    .filter((type): type is AlignedType =>
      (ALIGNED_TYPES as readonly string[]).includes(type),
    );
  const { data, error, refetch } = useItsmQuery(alignmentRoutes.matrix, {
    query: { days },
    live: true,
  });
  usePageTitle(t('title'));
  const title = objective
    ? t('none.of', { number: objective })
    : t('none.title');
  const question = {
    days,
    objective,
    types: types.length > 0 ? types.join(',') : undefined,
  };
  return (
    <PageBody
      title={t('title')}
      actions={
        back && (
          <ButtonLink variant="secondary" href={back}>
            {t('back')}
          </ButtonLink>
        )
      }
    >
      <div className={styles.line}>
        <span className={styles.hint}>{t('about')}</span>
        <Select
          className={styles.days}
          size="small"
          aria-label={t('days.label')}
          options={DAYS.map(one => ({
            id: String(one),
            label: `${t('days.label')} ${t('days.option', {
              days: String(one),
            })}`,
          }))}
          value={String(days)}
          onChange={key =>
            url.set({
              days: Number(key) === ALIGNMENT_DAYS ? undefined : String(key),
            })
          }
        />
      </div>
      {!data && !error && <Skeleton height={220} />}
      {!data && Boolean(error) && (
        <FailureMessage error={error} onRetry={() => refetch()} />
      )}
      {data && data.objectives.length === 0 && (
        <Message title={t('matrix.empty')}>{t('matrix.emptyWords')}</Message>
      )}
      {data && data.objectives.length > 0 && (
        <Matrix
          alignment={data}
          onChoose={number => {
            url.set({ objective: number });
            // It stands below, maybe out of sight.
            below.current?.focus();
          }}
        />
      )}
      <div ref={below} tabIndex={-1} className={styles.below}>
        <RecordSection
          title={title}
          actions={
            <>
              {objective && (
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() => url.set({ objective: undefined })}
                >
                  {t('none.clear')}
                </Button>
              )}
              <ExportButton
                route={alignmentRoutes.export}
                question={question}
                columns={[]}
              />
            </>
          }
        >
          <div className={styles.stack}>
            {!objective && <p className={styles.hint}>{t('none.summary')}</p>}
            <ToggleButtonGroup
              aria-label={t('column.type')}
              selectionMode="multiple"
              selectedKeys={types}
              onSelectionChange={keys => {
                const chosen = [...keys].map(String);
                url.set({
                  types: chosen.length > 0 ? chosen.join(',') : undefined,
                });
              }}
            >
              {ALIGNED_TYPES.map(type => {
                const totals = data?.totals[type];
                const count =
                  totals && !objective
                    ? ` ${t('none.answer', {
                        none: String(totals.none),
                        all: String(totals.all),
                      })}`
                    : '';
                return (
                  <ToggleButton key={type} id={type}>
                    {`${t(`type.${type}`)}${count}`}
                  </ToggleButton>
                );
              })}
            </ToggleButtonGroup>
            <AlignedRecords
              label={title}
              types={types.length > 0 ? types : undefined}
              objective={objective}
              days={days}
              empty={
                <Message small title={t('none.empty')}>
                  {t('none.emptyWords')}
                </Message>
              }
            />
          </div>
        </RecordSection>
      </div>
    </PageBody>
  );
}
