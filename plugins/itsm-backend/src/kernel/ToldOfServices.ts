import type {
  ServiceCheck,
  ServiceView,
  ServiceViews,
} from '@callboard/plugin-itsm-node';

/** What practices tell of services, in the order in which they start. */
export class ToldOfServices implements ServiceViews {
  readonly #views: ServiceView[] = [];
  readonly #checks = new Map<string, ServiceCheck>();

  contribute(told: {
    views?: readonly ServiceView[];
    checks?: readonly ServiceCheck[];
  }): void {
    for (const { id, healthOf, known } of told.views ?? [])
      if (healthOf && !known)
        throw new Error(
          `The view ${id} of services has healthOf without known, so lists that are narrowed by health would lack it`,
        );
    this.#views.push(...(told.views ?? []));
    for (const check of told.checks ?? []) {
      if (this.#checks.has(check.key))
        throw new Error(`The check ${check.key} of services is there twice`);
      this.#checks.set(check.key, check);
    }
  }

  views(): readonly ServiceView[] {
    return this.#views;
  }

  checks(): readonly ServiceCheck[] {
    return [...this.#checks.values()];
  }
}
