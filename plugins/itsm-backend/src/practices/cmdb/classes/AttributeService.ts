import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  closeNames,
  kindOf,
  PORTAL_SOURCE,
  readAttribute,
  sameValue,
  type CiAttribute,
  type CiAttributes,
  type CiAttributesPatch,
  type CiClaimValue,
  type CiClassView,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Caller,
  type CatalogEntity,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { readBasis, type Basis } from './basis';
import { classFor } from './classify';
import { ItemDraft } from './ItemDraft';
import { speakersOf } from './speakers';
import type { ItemStore } from './ItemStore';

const iso = (instant: number) => new Date(instant).toISOString();

/** What people may say of items that are made here, beside the attributes of the class. */
const COMMON: CiAttribute[] = [
  { key: 'title', label: 'Title', type: 'text', need: 'optional' },
  { key: 'description', label: 'Description', type: 'text', need: 'optional' },
  { key: 'owner', label: 'Owner', type: 'ref', need: 'optional' },
  { key: 'system', label: 'System', type: 'ref', need: 'optional' },
];
/** What names other entities. */
const REFS = new Set(['owner', 'system', 'dependsOn']);

/** Classes, and the attributes of single items. */
export interface AttributeService {
  classes(caller: Caller): Promise<CiClassView[]>;
  /** @throws NotFoundError */
  get(caller: Caller, ref: string): Promise<CiAttributes>;
  /**
   * Notes values by hand; null takes one back.
   *
   * @throws NotFoundError, NotAllowedError, InputError, ConflictError for a stale version
   */
  patch(
    caller: Caller,
    patch: CiAttributesPatch,
    version?: number,
  ): Promise<CiAttributes>;
}

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'catalogAccess' | 'clock' | 'definitions'
>;

/** See {@link AttributeService}. What the caller may not see in the catalog is in no answer. */
export class DefaultAttributeService implements AttributeService {
  constructor(
    private readonly kernel: Kernel,
    private readonly items: ItemStore,
  ) {}

  async classes(): Promise<CiClassView[]> {
    const { classes } = await readBasis(this.kernel.definitions);
    return [...classes.values()]
      .map(c => ({
        ...c,
        appliesTo: [...c.appliesTo],
        attributes: [...c.attributes],
        identification: c.identification.map(rule => [...rule]),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-US'));
  }

  async get(caller: Caller, ref: string): Promise<CiAttributes> {
    const basis = await readBasis(this.kernel.definitions);
    const { draft, entity } = await this.#find(caller, ref);
    return this.#present(caller, ref, draft, entity, basis);
  }

  async patch(
    caller: Caller,
    { ref, values }: CiAttributesPatch,
    version?: number,
  ) {
    const { clock, definitions } = this.kernel;
    const basis = await readBasis(definitions);
    const { draft: seen, entity } = await this.#find(caller, ref);
    if (!this.#mayUpdate(caller, seen, entity)) {
      throw new NotAllowedError(
        `Attributes of ${ref} are for the group that owns it and for agents`,
      );
    }
    const now = clock.now();
    const { result } = await this.items.change(caller, basis, now, async tx => {
      const [stored] = await this.items.loadByRefs([seen?.item.ref ?? ref], tx);
      const draft =
        stored ??
        ItemDraft.create({ ref: entity?.ref ?? ref, owned: false, now });
      if (version !== undefined && version !== draft.item.version)
        throw new ConflictError(
          `${ref} is at version ${draft.item.version}, not ${version}; load it again`,
        );
      if (draft.item.state === 'merged')
        throw new ConflictError(
          `${ref} was merged into another item; load it again`,
        );
      const ciClass = this.#classOf(draft, entity, basis);
      if (!draft.item.owned) draft.item.class = ciClass?.key;
      if (draft.isNew) draft.item.title = entity?.title ?? ref;
      const said = this.#said(draft, values, ciClass?.attributes ?? [], ref);
      if (said) draft.say(PORTAL_SOURCE, draft.item.id, said, now);
      else {
        const claim = draft.claimOf(PORTAL_SOURCE, draft.item.id);
        if (claim) draft.drop(claim.id, true);
      }
      draft.settle(basis, now);
      if (!draft.isNew || said) return { drafts: [draft], result: draft };
      return { drafts: [], result: draft };
    });
    return this.#present(
      caller,
      ref,
      result.item.version > 0 ? result : undefined,
      entity,
      basis,
    );
  }

  /** Takes back what was noted of an item before it was merged into this one. */
  #takeBack(draft: ItemDraft, key: string): void {
    for (const claim of [...draft.claims.values()]) {
      const other =
        claim.source === PORTAL_SOURCE && claim.externalId !== draft.item.id;
      if (!other || claim.said[key] === undefined) continue;
      const { [key]: _, ...said } = claim.said;
      draft.put({ ...claim, said });
    }
  }

  /** What is noted by hand after a patch; nothing if nothing is left. */
  #said(
    draft: ItemDraft,
    values: CiAttributesPatch['values'],
    attributes: readonly CiAttribute[],
    ref: string,
  ): Record<string, CiClaimValue> | undefined {
    const known = [...attributes, ...(draft.item.owned ? COMMON : [])];
    if (attributes.length === 0 && !draft.item.owned) {
      throw new InputError(
        `No class types ${ref}; define one of the kind ci-class whose appliesTo names its kind`,
      );
    }
    const own = draft.claimOf(PORTAL_SOURCE, draft.item.id);
    const said: Record<string, CiClaimValue> = { ...own?.said };
    for (const [key, raw] of Object.entries(values)) {
      if (raw === null) {
        delete said[key];
        this.#takeBack(draft, key);
        continue;
      }
      const attribute = known.find(a => a.key === key);
      if (!attribute) {
        const names = known.map(a => a.key);
        const [close] = closeNames(key, names);
        throw new InputError(
          `values.${key}: is no attribute of it; ${
            close ? `did you mean "${close}"?` : `there are ${names.join(', ')}`
          }`,
        );
      }
      const read = readAttribute(attribute, raw);
      if (read.fault !== undefined)
        throw new InputError(`values.${key}: ${read.fault}`);
      if (key === 'owner' && kindOf(String(read.value)) !== 'group')
        throw new InputError(
          'values.owner: must be a group like group:default/payments',
        );
      if (key === 'system' && kindOf(String(read.value)) !== 'system')
        throw new InputError(
          'values.system: must be a system like system:default/shop',
        );
      said[key] = read.value;
    }
    return Object.keys(said).length > 0 ? said : undefined;
  }

  /** The item and its entity, as far as there are any. @throws NotFoundError */
  async #find(
    caller: Caller,
    ref: string,
  ): Promise<{ draft?: ItemDraft; entity?: CatalogEntity }> {
    const { catalog, catalogAccess } = this.kernel;
    const [readable, entity] = await Promise.all([
      catalogAccess.readable(caller, [ref]),
      catalog.find(ref),
    ]);
    let draft: ItemDraft | undefined = await this.items.current(ref);
    if (!draft && entity && entity.ref !== ref)
      draft = await this.items.current(entity.ref);
    const other = draft?.item.ref ?? entity?.ref;
    const seen =
      readable.has(ref) ||
      (other !== undefined &&
        other !== ref &&
        (await catalogAccess.readable(caller, [other])).has(other));
    const there =
      draft !== undefined || (entity && entity.removedAt === undefined);
    if (!seen || !there || ['user', 'group'].includes(kindOf(ref)))
      throw new NotFoundError(
        `ref: there is no ${ref} in the catalog, or you may not see it`,
      );
    return { draft, entity };
  }

  #classOf(
    draft: ItemDraft | undefined,
    entity: CatalogEntity | undefined,
    basis: Basis,
  ) {
    const own = basis.classes.get(draft?.item.class ?? '');
    if (draft?.item.owned || !entity) return own;
    return classFor([...basis.classes.values()], entity) ?? own;
  }

  #mayUpdate(
    caller: Caller,
    draft: ItemDraft | undefined,
    entity: CatalogEntity | undefined,
  ) {
    if (caller.kind === 'system' || hasRole(caller, 'agent')) return true;
    const owner = draft?.item.owned
      ? draft.values.get('owner')?.value
      : entity?.ownerRef;
    return owner !== undefined && caller.ownership.includes(String(owner));
  }

  async #present(
    caller: Caller,
    ref: string,
    draft: ItemDraft | undefined,
    entity: CatalogEntity | undefined,
    basis: Basis,
  ): Promise<CiAttributes> {
    const ciClass = this.#classOf(draft, entity, basis);
    const typed = new Map(ciClass?.attributes.map(a => [a.key, a]));
    draft?.settle(basis, this.kernel.clock.now());
    const isRef = (key: string) =>
      REFS.has(key) || typed.get(key)?.type === 'ref';
    const entries = [...(draft?.settled ?? [])].filter(
      ([key]) => key !== 'class' && key !== 'name',
    );
    const named = entries.flatMap(([key, { value, disagree }]) =>
      isRef(key)
        ? [value, ...disagree.map(d => d.value)].flat().map(String)
        : [],
    );
    const { catalog, catalogAccess } = this.kernel;
    const readable = await catalogAccess.readable(caller, [...new Set(named)]);
    /** What of a value the caller may see. */
    const visible = (
      key: string,
      value: CiClaimValue,
    ): CiClaimValue | undefined => {
      if (!isRef(key)) return value;
      if (!Array.isArray(value))
        return readable.has(String(value)) ? value : undefined;
      const left = value.filter(one => readable.has(one));
      return left.length > 0 ? left : undefined;
    };
    return {
      ref: draft?.item.ref ?? entity?.ref ?? ref,
      id: draft?.item.id,
      class: ciClass?.key,
      state: draft?.item.state,
      owned: draft?.item.owned ?? false,
      values: entries.flatMap(([key, settled]) => {
        const value = visible(key, settled.value);
        if (value === undefined) return [];
        return [
          {
            key,
            value,
            source: settled.source,
            since: iso(draft!.values.get(key)!.since),
            others: settled.disagree.flatMap(d => {
              const other = visible(key, d.value);
              return other === undefined || sameValue(other, value)
                ? []
                : [{ source: d.source, value: other }];
            }),
          },
        ];
      }),
      missing: (ciClass?.attributes ?? [])
        .filter(a => a.need !== 'optional' && !draft?.settled.has(a.key))
        .map(({ key, need }) => ({ key, need })),
      sources: draft ? speakersOf(draft, basis) : [],
      canUpdate: this.#mayUpdate(caller, draft, entity),
      version: draft?.item.version ?? 0,
      refs: await catalog.describe([
        ...readable,
        draft?.item.ref ?? entity?.ref ?? ref,
      ]),
    };
  }
}
