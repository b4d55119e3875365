/**
 * The name of a service that a practice offers to others, with its type. Both sides know the name
 * only: a practice that is switched off offers nothing, and who asks finds nothing.
 */
export interface TypedServiceRef<T> {
  /** Practice and noun, e.g. `cmdb.impact`. */
  id: string;
  /** Never there; carries the type. */
  readonly $type?: T;
}

/** Names a service. */
export function createTypedServiceRef<T>(id: string): TypedServiceRef<T> {
  return { id };
}

/** What practices offer each other. */
export interface TypedServices {
  /**
   * Offers a service; practices do it in `services`, before any of them starts.
   *
   * @throws Error if it is offered already
   */
  offer<T>(ref: TypedServiceRef<T>, service: T): void;
  /** The service, or undefined where the practice that offers it is switched off. */
  find<T>(ref: TypedServiceRef<T>): T | undefined;
}
