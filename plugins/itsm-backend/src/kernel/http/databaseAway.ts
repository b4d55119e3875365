/** Of PostgreSQL: it shuts down, starts, or ended the connection. */
const CODES = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006']);
/** Of the network and of knex. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const WORDS =
  /Connection terminated|Connection ended unexpectedly|Timeout acquiring a connection|the database system is (shutting down|starting up)/;

/** Whether an error says that the database cannot be reached now, and nothing about the request. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message, name } = (error ?? {}) as {
    code?: string;
    message?: string;
    name?: string;
  };
  if (name === 'KnexTimeoutError') return true;
  // Another plugin did not answer, with the same codes.
  if (name === 'FetchError') return false;
  if (code !== undefined && (CODES.has(code) || NETWORK.has(code))) return true;
  return message !== undefined && WORDS.test(message);
}
