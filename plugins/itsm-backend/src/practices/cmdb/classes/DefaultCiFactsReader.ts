import type { CiClass, CiClassBody } from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';
import type { CiFacts, CiFactsReader, Classifiable } from './CiFactsReader';
import { classFor, toClass } from './classify';
import { CLASS_KIND } from './definitionKinds';
import type { FactsStore } from './FactsStore';

/** See {@link CiFactsReader}. */
export class DefaultCiFactsReader implements CiFactsReader {
  constructor(
    private readonly definitions: Definitions,
    private readonly store: FactsStore,
  ) {}

  async classes(): Promise<CiClass[]> {
    const found = await this.definitions.list<CiClassBody>(CLASS_KIND);
    return found
      .map(toClass)
      .sort((a, b) => a.name.localeCompare(b.name, 'en-US'));
  }

  async classOf(entity: Classifiable): Promise<CiClass | undefined> {
    return (await this.classesOf([entity])).get(entity.ref);
  }

  async classesOf(
    entities: readonly Classifiable[],
  ): Promise<Map<string, CiClass>> {
    const [classes, facts] = await Promise.all([
      this.classes(),
      this.attributesOf(entities.map(e => e.ref)),
    ]);
    const byKey = new Map(classes.map(c => [c.key, c]));
    return new Map(
      entities.flatMap(entity => {
        const fact = facts.get(entity.ref);
        const own = byKey.get(fact?.class ?? '');
        // An entity from elsewhere may have become another thing since.
        const found = fact?.owned
          ? own ?? classFor(classes, entity)
          : classFor(classes, entity) ?? own;
        return found ? [[entity.ref, found] as const] : [];
      }),
    );
  }

  attributesOf(refs: readonly string[]): Promise<Map<string, CiFacts>> {
    return this.store.byRefs(refs);
  }
}
