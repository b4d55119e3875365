import { AFFECTS, type LinkKind } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ChangeStore } from './ChangeStore';

/** The configuration items that a change names as affected, as links of the record. */
export class AffectedItems {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalogAccess' | 'requireEntity'
    >,
    private readonly store: Pick<ChangeStore, 'inCatalog'>,
  ) {}

  /**
   * The references as the catalog has them now, each once, by name: all must be there for the caller. What
   * the copy of the catalog has is looked up together; only what it has not is asked for one by one.
   *
   * @throws InputError naming the field, for the first that is not
   */
  async require(caller: Caller, refs: readonly string[]): Promise<string[]> {
    const wanted = [...new Set(refs)];
    if (wanted.length === 0) return [];
    const { catalogAccess, requireEntity } = this.kernel;
    const known =
      wanted.length > 1
        ? await catalogAccess.readable(
            caller,
            await this.store.inCatalog(wanted),
          )
        : new Set<string>();
    const found: string[] = [];
    for (const ref of wanted)
      found.push(
        known.has(ref) ? ref : await requireEntity(caller, ref, AFFECTS),
      );
    return [...new Set(found)].sort();
  }

  /** References as the door takes them. */
  links(refs: readonly string[]): { kind: LinkKind; target: string }[] {
    return refs.map(target => ({ kind: AFFECTS, target }));
  }
}
