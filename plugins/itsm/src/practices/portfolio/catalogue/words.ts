import { formatMoney } from '@callboard/plugin-itsm-common';
import type { OfferingBrief } from '@callboard/plugin-itsm-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogueTranslationRef } from './translation';

/** Tells what an offering costs, e.g. `€49.00 a month`. */
export function usePriceWords() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  return (price: OfferingBrief['price']): string | undefined =>
    price &&
    `${formatMoney(price.minor, price.currency)} ${t(`per.${price.per}`)}`;
}
