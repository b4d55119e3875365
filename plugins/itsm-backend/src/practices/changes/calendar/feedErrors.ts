import { CustomErrorBase } from '@backstage/errors';

/** What was at an address is there no longer, for good: 410. */
export class GoneError extends CustomErrorBase {
  name = 'GoneError' as const;
  readonly statusCode = 410;
}

/** An address is asked for more often than it may be: 429. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}
