import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Skeleton } from '@backstage/ui';
import { SERVICE_HEALTH } from '@callboard/plugin-itsm-common';
import type { ServiceCard as Card } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  FailureMessage,
  FilterBar,
  Message,
  PageBody,
  refTitle,
  SearchBox,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiServiceLine } from '@remixicon/react';
import { useId, type ReactNode } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { newDemandRouteRef } from '../routes';
import { servicesTranslationRef } from '../services/translation';
import styles from './Catalogue.module.css';
import { ServiceCard, ServiceRow } from './ServiceCard';
import { catalogueTranslationRef } from './translation';
import { useCatalogue } from './useCatalogue';

type Catalogue = ReturnType<typeof useCatalogue>;

/** The areas of the organisation, to look into one of them. */
function Areas({ list }: { list: Catalogue }) {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const { url, categories, refs } = list;
  const chosen = url.get('category');
  // One area divides nothing; one that the address names stays, so that it can be left.
  if (categories.filter(({ ref }) => ref).length === 0 && !chosen) return null;
  const area = (value: string, label: string, count?: number) => (
    <li key={value}>
      <Button
        size="small"
        variant={value === chosen ? 'primary' : 'secondary'}
        aria-pressed={value === chosen}
        onPress={() => url.set({ category: value || undefined })}
      >
        {count === undefined ? label : `${label} ${count}`}
      </Button>
    </li>
  );
  return (
    <ul className={styles.areas} aria-label={t('category.label')}>
      {area('', t('category.all'))}
      {categories.map(({ ref, count }) =>
        area(
          ref ?? 'none',
          ref ? refTitle(ref, refs) : t('category.none'),
          count,
        ),
      )}
    </ul>
  );
}

function Section(props: { title: string; lead: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <div>
        <h2 className={styles.sectionTitle} id={heading}>
          {props.title}
        </h2>
        <p className={styles.lead}>{props.lead}</p>
      </div>
      {props.children}
    </section>
  );
}

function Found(props: { list: Catalogue; items: readonly Card[] }) {
  const { list, items } = props;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const offered = items.filter(({ section }) => section === 'offered');
  const known = items.filter(({ section }) => section === 'known');
  return (
    <>
      {offered.length > 0 && (
        <Section title={t('section.offered')} lead={t('section.offeredLead')}>
          <ul className={styles.cards}>
            {offered.map(card => (
              <ServiceCard key={card.ref} card={card} refs={list.refs} />
            ))}
          </ul>
        </Section>
      )}
      {known.length > 0 && (
        <Section title={t('section.known')} lead={t('section.knownLead')}>
          <ul className={styles.rows}>
            {known.map(card => (
              <ServiceRow key={card.ref} card={card} refs={list.refs} />
            ))}
          </ul>
        </Section>
      )}
      {list.error && (
        <FailureMessage small error={list.error} onRetry={list.again} />
      )}
      {list.more && !list.error && (
        <div>
          <Button
            variant="secondary"
            isPending={list.isLoadingMore}
            onPress={list.more}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What there is for people: services, what they offer, and how to ask for it. */
export function CataloguePage() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const list = useCatalogue();
  const { items, error, url, isFiltered } = list;
  const admin = useRouteRef(adminRouteRef)?.();
  const need = useRouteRef(newDemandRouteRef)?.();
  usePageTitle(t('title'));
  const { t: tellHealth } = useTranslationRef(servicesTranslationRef);
  const reset = () =>
    url.set({ q: undefined, category: undefined, health: undefined });
  const nothing = () => {
    if (!isFiltered) return 'title';
    return url.get('q') ? 'found' : 'fits';
  };
  const next = { title: 'next', found: 'foundNext', fits: 'fitsNext' } as const;
  return (
    <PageBody
      title={t('title')}
      actions={
        admin && (
          <ButtonLink
            variant="secondary"
            iconStart={<RiAddLine />}
            href={`${admin}/definitions/new?kind=offering`}
          >
            {t('offer')}
          </ButtonLink>
        )
      }
    >
      <p className={styles.lead}>{t('lead')}</p>
      <FilterBar>
        <SearchBox
          label={t('search')}
          value={url.get('q')}
          onChange={q => url.set({ q }, { replace: true })}
        />
        <ChoiceFilter
          label={tellHealth('health.title')}
          choices={SERVICE_HEALTH.map(value => ({
            value,
            label: tellHealth(`health.${value}`),
          }))}
          values={url.list('health')}
          onChange={health => url.set({ health })}
        />
      </FilterBar>
      <Areas list={list} />
      {!items && error && (
        <FailureMessage error={error} onRetry={() => list.refetch()} />
      )}
      {!items && !error && (
        <div aria-busy="true" className={styles.cards}>
          {[...'123456'].map(key => (
            <Skeleton key={key} height={180} />
          ))}
        </div>
      )}
      {items && items.length === 0 && !list.isStale && (
        <Message
          title={t(`empty.${nothing()}`)}
          icon={<RiServiceLine size={32} />}
          actions={
            isFiltered && (
              <>
                <Button variant="secondary" onPress={reset}>
                  {t('empty.reset')}
                </Button>
                {need && (
                  <ButtonLink variant="secondary" href={need}>
                    {t('empty.need')}
                  </ButtonLink>
                )}
              </>
            )
          }
        >
          {t(`empty.${next[nothing()]}`)}
        </Message>
      )}
      {items && (items.length > 0 || list.isStale) && (
        <div
          className={`${styles.stack} ${list.isStale ? styles.stale : ''}`}
          aria-busy={list.isStale}
        >
          <Found list={list} items={items} />
        </div>
      )}
    </PageBody>
  );
}
