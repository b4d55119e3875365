import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { CostCircle } from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { moneyTranslationRef } from '../translation';

/** What must be known to read the numbers: currencies without a rate, and circles. */
export function Notices(props: {
  missingRates: readonly string[];
  circles: readonly CostCircle[];
  refs: Refs;
}) {
  const { missingRates, circles, refs } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <>
      {missingRates.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('rates.missing', { currencies: missingRates.join(', ') })}
        />
      )}
      {circles.map(({ refs: members, closed }) => (
        <Alert
          key={members.join()}
          status={closed ? 'warning' : 'info'}
          icon
          title={t(closed ? 'circle.closed' : 'circle.solved', {
            names: members.map(ref => refTitle(ref, refs)).join(', '),
          })}
        />
      ))}
    </>
  );
}
