import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { Board } from './Board';
import { Bubbles } from './Bubbles';
import { Look } from './Look';
import { Roadmap } from './Roadmap';
import { portfolioRegisterTranslationRef } from '../translation';

interface PictureProps {
  question: QueryValues;
}

/** The services of the list as a board. */
export const BoardLook = ({ question }: PictureProps) => (
  <Look question={question}>
    {({ items, refs }) => <Board rows={items} refs={refs} />}
  </Look>
);

/** The services of the list by value and risk. */
export function BubblesLook({ question }: PictureProps) {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const { data, error } = useItsmQuery(portfolioServiceRoutes.settings, {
    staleTime: Infinity,
  });
  return (
    <Look question={question}>
      {({ items }) => {
        // Without the currency of the portfolio the first that there is sizes them.
        const currency =
          data?.currency ??
          (error
            ? items.find(row => row.costCurrency)?.costCurrency ?? ''
            : undefined);
        return currency === undefined ? (
          <Skeleton height={360} aria-label={t('many.loading')} />
        ) : (
          <Bubbles rows={items} currency={currency} />
        );
      }}
    </Look>
  );
}

/** The services of the list over time. */
export const RoadmapLook = ({ question }: PictureProps) => (
  <Look question={question}>
    {({ items, refs }) => <Roadmap rows={items} refs={refs} />}
  </Look>
);
