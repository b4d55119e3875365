import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  cmdbSourceRoutes,
  DUPLICATE_STATES,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { useEffect, useRef } from 'react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { Turner } from '../../../core/admin/Turner';
import { useDataAddresses } from '../sources/addresses';
import { DataPage } from '../sources/DataPage';
import styles from './Duplicates.module.css';
import { PairCard } from './PairCard';
import { ciDuplicatesTranslationRef } from './translation';

const PAGE = 20;
const STATES = ['open', 'merged', 'dismissed'] as const;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=radio]), textarea, [role=dialog]') !== null;

/** j and k go from pair to pair. */
function usePairKeys() {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      if (isTyping(event.target) || !list.current) return;
      const pairs = [
        ...list.current.querySelectorAll<HTMLElement>('[data-pair]'),
      ];
      const at = pairs.findIndex(p => p.contains(document.activeElement));
      const step = event.key === 'j' ? 1 : -1;
      const next = pairs[at < 0 ? 0 : at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView?.({ block: 'nearest' });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return list;
}

/** Pairs of items that may be one, to be made one or to be told apart. */
export function DuplicatesPage() {
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const addresses = useDataAddresses();
  const url = useUrlValues();
  const state = DUPLICATE_STATES.find(s => s === url.get('state')) ?? 'open';
  const query = useItsmQuery(cmdbSourceRoutes.listDuplicates, {
    query: { state, cursor: url.get('cursor'), limit: PAGE },
    keepPrevious: true,
  });
  const list = usePairKeys();
  return (
    <DataPage
      page="duplicates"
      title={t('title')}
      intro={t('intro')}
      actions={
        <ToggleButtonGroup
          aria-label={t('states.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[state]}
          onSelectionChange={chosen =>
            url.set({
              state: [...chosen].map(String).find(id => id !== 'open'),
              cursor: undefined,
            })
          }
        >
          {STATES.map(id => (
            <ToggleButton key={id} id={id}>
              {t(`states.${id}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={
          state === 'open'
            ? { title: t('empty.open'), next: t('empty.openNext') }
            : {
                title: t(`empty.${state}`),
                next: t('empty.next'),
                actions: (
                  <ButtonLink variant="secondary" href={addresses.duplicates}>
                    {t('states.open')}
                  </ButtonLink>
                ),
              }
        }
      >
        {({ items, refs, pageInfo }) => (
          <div className={styles.list} ref={list}>
            {items.map((pair, i) => (
              <PairCard
                key={pair.id}
                pair={pair}
                refs={refs}
                open={i === 0 && state === 'open'}
              />
            ))}
            {items.length > 1 && <p className={styles.hint}>{t('keys')}</p>}
            <Turner pageInfo={pageInfo} />
          </div>
        )}
      </AdminStates>
    </DataPage>
  );
}
