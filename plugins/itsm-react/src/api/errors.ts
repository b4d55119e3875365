/** What an error of the server looks like to a page. */
interface ServerError {
  statusCode?: number;
  body?: { error?: { message?: string } };
  message?: string;
}

/** The HTTP status of a server's refusal, or undefined if it was something else. */
export function errorStatus(error: unknown): number | undefined {
  return (error as ServerError | undefined)?.statusCode;
}

/** What the server itself said went wrong and what to do, if it said anything. */
export function serverSentence(error: unknown): string | undefined {
  return (error as ServerError | undefined)?.body?.error?.message;
}

const UNREACHABLE = 'The server cannot be reached. Check your connection.';

/** The sentence that tells a person what went wrong: the server's own words where it has some. */
export function errorSentence(error: unknown): string {
  if (isOffline(error)) return UNREACHABLE;
  const known = error as ServerError | undefined;
  return serverSentence(error) ?? known?.message ?? String(error);
}

/** The server could not be reached at all: the browser's own message is no help to anybody. */
export function isOffline(error: unknown): boolean {
  return errorStatus(error) === undefined && error instanceof TypeError;
}

/** Somebody else changed the record first. */
export function isConflict(error: unknown): boolean {
  return errorStatus(error) === 409;
}

/** The server did not understand the question. */
export function isBadInput(error: unknown): boolean {
  return errorStatus(error) === 400;
}

/** The caller may not do or see it. */
export function isForbidden(error: unknown): boolean {
  return errorStatus(error) === 403;
}

/** It is not there, or the caller may not know that it is. */
export function isNotFound(error: unknown): boolean {
  return errorStatus(error) === 404;
}
