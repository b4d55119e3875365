import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import type {
  OfferingBrief,
  ServiceCard as Card,
} from '@callboard/plugin-itsm-common';
import { RefLabel, RouterLink, type Refs } from '@callboard/plugin-itsm-react';
import { useId } from 'react';
import { offeringRouteRef } from '../routes';
import { HealthPill } from '../services/HealthPill';
import { AskButton } from './AskButton';
import styles from './Catalogue.module.css';
import { ServiceTitle } from './ServiceTitle';
import { catalogueTranslationRef } from './translation';
import { usePriceWords } from './words';

/** Something that a service offers, in a card or a list. */
export function Offer(props: { offering: OfferingBrief }) {
  const { offering } = props;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const priceOf = usePriceWords();
  const href = useRouteRef(offeringRouteRef)?.({ key: offering.key });
  const said = [
    priceOf(offering.price),
    ...offering.agreements.map(({ name }) => name),
  ].filter(Boolean);
  return (
    <li className={styles.offer}>
      <span className={styles.offerWords}>
        <strong>
          {href ? (
            <RouterLink to={href}>{offering.name}</RouterLink>
          ) : (
            offering.name
          )}
        </strong>
        <span>{offering.summary}</span>
        {said.length > 0 && (
          <span className={styles.quiet}>{said.join(' · ')}</span>
        )}
        {offering.asking.way === 'text' && offering.asking.text && (
          <span className={styles.quiet}>
            {t('ask.how')}: {offering.asking.text}
          </span>
        )}
      </span>
      <AskButton offering={offering} />
    </li>
  );
}

/** A service that people are offered: what it does, what they get, how to ask for it. */
export function ServiceCard(props: { card: Card; refs: Refs }) {
  const { card, refs } = props;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const heading = useId();
  return (
    <Box as="li" bg="neutral" className={styles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h3 className={styles.cardTitle} id={heading}>
          <ServiceTitle entityRef={card.ref} title={card.title} />
        </h3>
        {card.health && (
          <span title={card.health.words}>
            <HealthPill health={card.health.health} />
          </span>
        )}
      </div>
      {card.what && <p className={styles.what}>{card.what}</p>}
      {card.offerings.length > 0 && (
        <ul className={styles.offers}>
          {card.offerings.map(offering => (
            <Offer key={offering.key} offering={offering} />
          ))}
        </ul>
      )}
      {card.ownerRef && (
        <div className={styles.foot}>
          <span>
            {t('owner')} <RefLabel entityRef={card.ownerRef} refs={refs} />
          </span>
        </div>
      )}
    </Box>
  );
}

/** A service that runs and that nobody wrote an offering for. */
export function ServiceRow(props: { card: Card; refs: Refs }) {
  const { card, refs } = props;
  return (
    <li className={styles.row}>
      <span className={styles.cardHead}>
        <strong>
          <ServiceTitle entityRef={card.ref} title={card.title} />
        </strong>
        {card.health && (
          <span title={card.health.words}>
            <HealthPill health={card.health.health} />
          </span>
        )}
      </span>
      {card.what && <span className={styles.what}>{card.what}</span>}
      {card.ownerRef && (
        <span className={styles.quiet}>
          <RefLabel entityRef={card.ownerRef} refs={refs} />
        </span>
      )}
    </li>
  );
}
