import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import type { CiListItem, CiState } from '@callboard/plugin-itsm-common';
import {
  Property,
  PropertyList,
  RefLabel,
  RecordSection,
  RelativeTime,
  SidePanel,
  useEntityHref,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useEffect, useState } from 'react';
import { HistoryFailure } from '../HistoryFailure';
import { TouchingRecords } from '../records/TouchingRecords';
import { cmdbTranslationRef } from '../translation';
import { useHistoryHref } from '../useHistoryHref';
import { relationWord } from '../words/relationWords';
import styles from './CiPanel.module.css';
import { ItemKind } from './ItemKind';
import { ciListTranslationRef } from './translation';

/** Who walks through the rows is not followed to each of them, only to where they stop. */
const PAUSE_MS = 150;
const SHOWN = 12;
/** Said of the item already, by its owner and its system. */
const SAID = new Set(['ownedBy', 'partOf']);

const asText = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

function Relations(props: { state: CiState }) {
  const { relations, refs } = props.state;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const words = useTranslationRef(ciListTranslationRef).t;
  const told = relations.filter(({ type }) => !SAID.has(type));
  if (told.length === 0)
    return (
      <Text as="p" color="secondary">
        {words('panel.noRelations')}
      </Text>
    );
  return (
    <>
      <ul className={styles.rows}>
        {told.slice(0, SHOWN).map(({ type, targetRef }) => (
          <li key={`${type} ${targetRef}`}>
            {t(`relations.words.${relationWord(type)}`, {
              type,
              target: <RefLabel entityRef={targetRef} refs={refs} />,
            })}
          </li>
        ))}
      </ul>
      {told.length > SHOWN && (
        <Text as="p" variant="body-small" color="secondary">
          {words('panel.more', { count: told.length - SHOWN })}
        </Text>
      )}
    </>
  );
}

function About(props: { state: CiState; item?: CiListItem }) {
  const { state, item } = props;
  const { t } = useTranslationRef(ciListTranslationRef);
  const { description } = state.fields;
  const targetOf = (type: string) =>
    state.relations.find(r => r.type === type)?.targetRef;
  return (
    <RecordSection title={t('panel.about')}>
      {typeof description === 'string' && <Text as="p">{description}</Text>}
      <PropertyList label={t('panel.about')}>
        <Property label={t('panel.kind')}>
          <ItemKind
            item={{
              kind: state.ref.split(':')[0],
              type: item?.type ?? asText(state.fields['spec.type']),
            }}
          />
        </Property>
        <Property label={t('panel.owner')}>
          <RefLabel
            entityRef={item?.ownerRef ?? targetOf('ownedBy')}
            refs={state.refs}
          />
        </Property>
        <Property label={t('panel.system')}>
          <RefLabel
            entityRef={item?.systemRef ?? targetOf('partOf')}
            refs={state.refs}
          />
        </Property>
        <Property label={t('panel.lifecycle')}>
          {item?.lifecycle ?? asText(state.fields['spec.lifecycle']) ?? '–'}
        </Property>
        <Property label={t('panel.ref')}>
          <span className={styles.ref}>{state.ref}</span>
        </Property>
        {item?.goneAt && (
          <Property label={t('panel.gone')}>
            <RelativeTime instant={item.goneAt} />
          </Property>
        )}
      </PropertyList>
    </RecordSection>
  );
}

function Summary(props: { entityRef: string; item?: CiListItem }) {
  const { entityRef, item } = props;
  const { t } = useTranslationRef(ciListTranslationRef);
  const historyHref = useHistoryHref()(entityRef);
  const state = useItsmQuery(cmdbRoutes.ci, { query: { ref: entityRef } });
  if (state.error && !state.data)
    return (
      <HistoryFailure error={state.error} onRetry={() => state.refetch()} />
    );
  if (!state.data) return <Skeleton height={320} />;
  const { title, relations } = state.data;
  return (
    <div className={styles.body}>
      <h2 className={styles.title}>{item?.title ?? title}</h2>
      <About state={state.data} item={item} />
      {state.data.there && (
        <RecordSection
          title={t('panel.relations', {
            count: relations.filter(({ type }) => !SAID.has(type)).length,
          })}
          actions={
            historyHref && <Link href={historyHref}>{t('panel.history')}</Link>
          }
        >
          <Relations state={state.data} />
        </RecordSection>
      )}
      <TouchingRecords entityRef={entityRef} brief />
    </div>
  );
}

/** One item beside the list: what it is, what it has to do with, and the work on it. */
export function CiPanel(props: {
  entityRef: string;
  /** Its row, if it is on the page. */
  item?: CiListItem;
  onClose: () => void;
  onLeave: () => void;
  onStep: (by: 1 | -1) => void;
  canStep: (by: 1 | -1) => boolean;
  focusKey: number;
}) {
  const { entityRef, item, ...rest } = props;
  const [shown, setShown] = useState(entityRef);
  useEffect(() => {
    const timer = setTimeout(() => setShown(entityRef), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [entityRef]);
  const href = useEntityHref()(entityRef);
  return (
    <SidePanel
      name={item?.title ?? entityRef}
      href={item?.goneAt ? undefined : href}
      {...rest}
    >
      <Summary
        key={shown}
        entityRef={shown}
        item={item?.ref === shown ? item : undefined}
      />
    </SidePanel>
  );
}
