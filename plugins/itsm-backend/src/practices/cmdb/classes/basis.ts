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
  /** Changes when any of it does. */
  digest: string;
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
  const digest = createHash('sha256')
    .update(
      JSON.stringify([
        classes
          .map(c => [c.key, c.body.attributes, c.body.identification])
          .sort(),
        sources
          .map(s => [s.key, s.body.precedence, s.body.precedenceOf])
          .sort(),
      ]),
    )
    .digest('hex');
  return {
    classes: new Map(classes.map(c => [c.key, toClass(c)])),
    sources: byKey,
    precedenceOf(source, key) {
      const body = byKey.get(source);
      return (
        body?.precedenceOf[key] ?? body?.precedence ?? usual[source] ?? others
      );
    },
    digest,
  };
}
