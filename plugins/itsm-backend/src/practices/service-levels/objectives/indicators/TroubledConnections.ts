import type { MeasuringError } from './Indicator';

/** So many questions without an answer in time are a connection that does not work. */
const MOST_SLOW = 3;

/**
 * Connections that do not work, for the length of a run: they are not tried again for each of many
 * objectives. One query that takes too long is no trouble of the connection; several are.
 */
export class TroubledConnections {
  readonly #away = new Map<string, MeasuringError>();
  readonly #slow = new Map<string, number>();

  /** Why a connection is not asked now, if it is not. */
  of(connection: string): MeasuringError | undefined {
    return this.#away.get(connection);
  }

  /** Notes what went wrong. */
  note(error: MeasuringError): void {
    const { trouble } = error;
    if (!trouble) return;
    const { connection } = trouble;
    const slow = (this.#slow.get(connection) ?? 0) + 1;
    if (trouble.slow) this.#slow.set(connection, slow);
    if (!trouble.slow || slow >= MOST_SLOW) this.#away.set(connection, error);
  }
}
