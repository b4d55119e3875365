import type {
  TypedServiceRef,
  TypedServices,
} from '@callboard/plugin-itsm-node';

/** What practices offer each other, by name. */
export class OfferedServices implements TypedServices {
  readonly #byId = new Map<string, unknown>();

  offer<T>(ref: TypedServiceRef<T>, service: T): void {
    if (this.#byId.has(ref.id))
      throw new Error(`The service ${ref.id} is offered twice`);
    this.#byId.set(ref.id, service);
  }

  find<T>(ref: TypedServiceRef<T>): T | undefined {
    return this.#byId.get(ref.id) as T | undefined;
  }
}
