import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';

const LIMIT = '1mb';

/** A body that is too large. Its status is read by Backstage's error middleware. */
class PayloadTooLargeError extends Error {
  readonly statusCode = 413;
  readonly name = 'PayloadTooLargeError';
}

/** Parses JSON bodies up to 1 MB, with errors that say what to do. */
export function jsonBody(): RequestHandler {
  const parse = express.json({ limit: LIMIT, strict: true });
  return (request, response, next) => {
    parse(request, response, (error?: any) => {
      if (!error) next();
      else if (error.type === 'entity.too.large') {
        next(
          new PayloadTooLargeError(
            `The body is larger than ${LIMIT}; shorten it, or import many records with POST /imports`,
          ),
        );
      } else if (error.type === 'entity.parse.failed') {
        next(new InputError(`The body is not valid JSON: ${error.message}`));
      } else if (error.status >= 400 && error.status < 500) {
        next(new InputError(`The body cannot be read: ${error.message}`));
      } else next(error);
    });
  };
}
