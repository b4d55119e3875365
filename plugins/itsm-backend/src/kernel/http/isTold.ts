/** The errors of Backstage that a client can do something about. */
const TOLD = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotModifiedError',
  'ServiceUnavailableError',
]);

/** Whether an error says what a client did, in words made for it; others keep their inside to the log. */
export function isTold(error: Error): boolean {
  return TOLD.has(error.name);
}
