import {
  KPI_DEFINITION_KIND,
  KPI_NONE,
  kpiBodySchema,
  kpiKeySchema,
  normalizeRef,
  type KpiBody,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionFault,
  type DefinitionKind,
  type KnownCatalog,
} from '@callboard/plugin-itsm-node';
import type { CountedBook } from './CountedBook';
import { dimensionsOf, formulaFaults } from './formulaFaults';
import { guardFaults, guardOf } from './guards';

const NO_REFERENCE = `must be a reference like component:default/cart, or \`${KPI_NONE}\``;

/**
 * Numbers of one's own, and who owns the others.
 *
 * @param book - what practices count; it is complete when definitions are written, not when kinds are made
 */
export function kpiKind(deps: {
  book: () => CountedBook;
  known: KnownCatalog;
}): DefinitionKind<typeof kpiBodySchema> {
  return {
    kind: KPI_DEFINITION_KIND,
    label: 'Key performance indicator',
    description:
      'A number of your own, or the owner and the target of one that is there.',
    schema: kpiBodySchema,
    titleOf: body => body.name ?? body.of ?? 'A number',
    async check(body, key, by) {
      const faults = [
        ...keyFaults(body, key, deps.book()),
        ...contentFaults(body, deps.book()),
      ];
      const owner = body.ownerRef;
      return [
        ...faults,
        ...(owner === undefined
          ? []
          : await catalogFaults(
              deps.known,
              [{ path: ['ownerRef'], ref: owner }],
              by,
            )),
      ];
    },
  };
}

function keyFaults(
  { of, where }: KpiBody,
  key: string,
  book: CountedBook,
): DefinitionFault[] {
  if (!kpiKeySchema.safeParse(key).success) {
    return [
      {
        path: [],
        message: `the key "${key}" must be two words with a point between them, in small letters, like shop.slow-checkout`,
      },
    ];
  }
  const builtIn = book.kpis().some(kpi => kpi.key === key);
  if (builtIn && of !== key) {
    return [
      {
        path: [],
        message: `${key} is a practice's own number; say of: ${key} to name its owner or target, or choose another key`,
      },
    ];
  }
  if (builtIn && where) {
    return [
      {
        path: ['where'],
        message: `${key} stays what its practice says; choose a key of its own for a part of it`,
      },
    ];
  }
  return [];
}

function contentFaults(body: KpiBody, book: CountedBook): DefinitionFault[] {
  const base = book.kpis().find(kpi => kpi.key === body.of);
  if (body.of !== undefined && !base) {
    return [
      {
        path: ['of'],
        message: `there is no number "${body.of}" that a practice brings`,
      },
    ];
  }
  const formula = body.formula ?? base!.formula;
  const faults = [
    ...formulaFaults(formula, book),
    ...guardFaults(formula, book),
  ].map(fault => ({
    ...fault,
    path: ['formula', ...fault.path],
  }));
  if (faults.length > 0) return faults;
  const dimensions = dimensionsOf(formula, book);
  const there = dimensions.map(d => d.key);
  const unknown = (key: string) => !there.includes(key);
  const message = (key: string) =>
    `"${key}" is nothing that all of its facts have; there are ${there.join(
      ', ',
    )}`;
  const unit = body.unit ?? base?.unit;
  const guard = guardOf([formula], book);
  return [
    // A definition would tell everybody what is a team's own.
    ...(guard.forTeamItself && body.where?.ownerRef
      ? [
          {
            path: ['where', 'ownerRef'],
            message: `${
              base?.key ?? 'it'
            } is a number of a team for itself; it cannot be kept to one for all to see`,
          },
        ]
      : []),
    ...Object.keys(body.where ?? {})
      .filter(unknown)
      .map(key => ({ path: ['where', key], message: message(key) })),
    ...Object.entries(body.where ?? {}).flatMap(([key, values]) =>
      dimensions.find(d => d.key === key)?.entity
        ? values.flatMap((value, i) =>
            value === KPI_NONE || normalizeRef(value)
              ? []
              : [{ path: ['where', key, i], message: NO_REFERENCE }],
          )
        : [],
    ),
    ...(body.dimensions ?? []).flatMap((key, i) =>
      unknown(key) ? [{ path: ['dimensions', i], message: message(key) }] : [],
    ),
    ...(unit === 'percent' &&
    body.target !== undefined &&
    (body.target < 0 || body.target > 1)
      ? [
          {
            path: ['target'],
            message: 'a percentage is written between 0 and 1, e.g. 0.95',
          },
        ]
      : []),
  ];
}
