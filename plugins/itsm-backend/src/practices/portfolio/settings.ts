import type { RootConfigService } from '@backstage/backend-plugin-api';
import { currencyDigits } from '@callboard/plugin-itsm-common';

const KEY = 'itsm.portfolio.currency';

/**
 * The currency that the portfolio is told in, where rates are stated: its own, else the one of improvement,
 * else euros.
 *
 * @throws Error that names the key
 */
export function readPortfolioCurrency(config: RootConfigService): string {
  const currency =
    config.getOptionalString(KEY) ??
    config.getOptionalString('itsm.improvement.currency') ??
    'EUR';
  if (currencyDigits(currency) === undefined)
    throw new Error(`${KEY} must be a currency of ISO 4217, like EUR`);
  return currency;
}
