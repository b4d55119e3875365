import { createHash } from 'crypto';
import {
  DEFAULT_PRECEDENCE,
  type CiClass,
  type CiClassBody,
  type CiSourceBody,
  type PrecedenceOf,
} from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';
import { toClass } from './classify';
import { CLASS_KIND, SOURCE_KIND } from './definitionKinds';

/** What values are settled by: classes, and whose word counts first. */
export interface Basis {
  classes: ReadonlyMap<string, CiClass>;
  sources: ReadonlyMap<string, CiSourceBody>;
  precedenceOf: PrecedenceOf;
  /** Changes when any of it does; it begins with {@link Basis.types}. */
  digest: string;
  /** Changes when entities are to be written anew, with another type. */
  types: string;
}

/** Reads the basis as it is defined now. */
export async function readBasis(definitions: Definitions): Promise<Basis> {
  const [classes, sources] = await Promise.all([
    definitions.list<CiClassBody>(CLASS_KIND),
    definitions.list<CiSourceBody>(SOURCE_KIND),
  ]);
  const byKey = new Map(sources.map(({ key, body }) => [key, body]));
  const { portal, catalog, others } = DEFAULT_PRECEDENCE;
  const usual: Record<string, number> = { portal, catalog };
  const half = (value: unknown) =>
    createHash('sha256')
      .update(JSON.stringify(value))
      .digest('hex')
      .slice(0, 32);
  const types = half(classes.map(c => [c.key, c.body.type]).sort());
  const rules = half([
    classes
      .map(c => [
        c.key,
        c.body.attributes,
        c.body.identification,
        c.body.appliesTo,
      ])
      .sort(),
    sources.map(s => [s.key, s.body.precedence, s.body.precedenceOf]).sort(),
  ]);
  return {
    classes: new Map(classes.map(c => [c.key, toClass(c)])),
    sources: byKey,
    precedenceOf(source, key) {
      const body = byKey.get(source);
      return (
        body?.precedenceOf[key] ?? body?.precedence ?? usual[source] ?? others
      );
    },
    digest: types + rules,
    types,
  };
}
