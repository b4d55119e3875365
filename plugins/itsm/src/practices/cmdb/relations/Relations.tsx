import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { kindOf } from '@callboard/plugin-itsm-common';
import {
  entityTitle,
  FilterBar,
  Message,
  RefLabel,
  SearchBox,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiFilterOffLine,
  RiLinkUnlinkM,
} from '@remixicon/react';
import { useEffect, useId, useMemo, useState } from 'react';
import { KindIcon } from '../impact/map/KindIcon';
import { useTitles } from '../impact/useTitles';
import { relationWord } from '../words/relationWords';
import { relationGroups } from './relationGroups';
import type { RelationGroup } from './relationGroups';
import styles from './Relations.module.css';
import { relationsTranslationRef } from './translation';

/** An entity may have fifty thousand relations; so many of a type are shown at once. */
const PAGE = 20;
/** Few are read without searching. */
const SEARCHED_FROM = 10;

function Group(props: { group: RelationGroup }) {
  const { type, targets } = props.group;
  const { t } = useTranslationRef(relationsTranslationRef);
  const heading = useId();
  const [first, setFirst] = useState(0);
  useEffect(() => setFirst(0), [targets.length]);
  const start = first < targets.length ? first : 0;
  const page = targets.slice(start, start + PAGE);
  const titles = useTitles(page);
  const word = relationWord(type);
  const name = t(`types.${word}`, { type });
  const dangling = page.filter(ref => titles[ref]?.dangling).length;
  return (
    <section className={styles.group} aria-labelledby={heading}>
      <h2 id={heading} className={styles.title}>
        {name} <span className={styles.count}>{targets.length}</span>
      </h2>
      <ul className={styles.targets}>
        {page.map(ref => (
          <li key={ref}>
            <KindIcon kind={kindOf(ref)} />
            <RefLabel entityRef={ref} refs={titles} />
            <span className={styles.kind}>
              {[kindOf(ref), titles[ref]?.type].filter(Boolean).join(' · ')}
            </span>
            {titles[ref]?.dangling && (
              <span className={styles.kind}>· {t('notThere')}</span>
            )}
          </li>
        ))}
      </ul>
      {dangling > 0 && (
        <p className={styles.note}>
          <RiLinkUnlinkM size={14} aria-hidden />{' '}
          {t('dangling', { count: dangling })}
        </p>
      )}
      {targets.length > PAGE && (
        <nav className={styles.pages} aria-label={t('pages', { group: name })}>
          <ButtonIcon
            size="small"
            variant="secondary"
            icon={<RiArrowLeftSLine />}
            aria-label={t('previous')}
            isDisabled={start === 0}
            onPress={() => setFirst(start - PAGE)}
          />
          <span>
            {t('range', {
              from: String(start + 1),
              to: String(start + page.length),
              all: String(targets.length),
            })}
          </span>
          <ButtonIcon
            size="small"
            variant="secondary"
            icon={<RiArrowRightSLine />}
            aria-label={t('following')}
            isDisabled={start + PAGE >= targets.length}
            onPress={() => setFirst(start + PAGE)}
          />
        </nav>
      )}
    </section>
  );
}

/** All direct relations of an entity, by type and in both directions. */
export function Relations(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(relationsTranslationRef);
  const url = useUrlValues();
  const text = url.get('q');
  const { relations } = entity;
  const groups = useMemo(
    () => relationGroups(relations, text),
    [relations, text],
  );
  const all = useMemo(
    () =>
      relationGroups(relations, '').reduce((n, g) => n + g.targets.length, 0),
    [relations],
  );
  const name = entityTitle(entity);
  if (all === 0)
    return <Message title={t('says', { name, count: 0 })}>{t('next')}</Message>;
  return (
    <div className={styles.relations}>
      <Text as="p" variant="title-x-small">
        {t('says', { name, count: all })}
      </Text>
      {(all > SEARCHED_FROM || text) && (
        <FilterBar>
          <SearchBox
            label={t('search')}
            value={text}
            onChange={q => url.set({ q }, { replace: true })}
          />
        </FilterBar>
      )}
      {groups.length === 0 && (
        <Message
          icon={<RiFilterOffLine size={32} />}
          title={t('nothing', { text })}
          actions={
            <Button
              variant="secondary"
              onPress={() => url.set({ q: undefined })}
            >
              {t('clear')}
            </Button>
          }
        >
          {t('nothingNext', { number: String(all) })}
        </Message>
      )}
      <div className={styles.groups}>
        {groups.map(group => (
          <Group key={group.type} group={group} />
        ))}
      </div>
    </div>
  );
}
