import { CustomErrorBase } from '@backstage/errors';

/** A link could be used, and cannot any more: 410. */
export class GoneError extends CustomErrorBase {
  name = 'GoneError' as const;
  readonly statusCode = 410;
}

/** A link is used more often than it may be: 429. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}
