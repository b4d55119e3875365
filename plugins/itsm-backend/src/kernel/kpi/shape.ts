import type { FactKind, Facts } from '@callboard/plugin-itsm-node';

/** A value that is added up at a stage. */
export interface StageValue {
  key: string;
  /** The place of its column, from 0 on. */
  index: number;
  /** What it is multiplied by, so that sums are whole numbers and come back to nothing. */
  scale: number;
  distribution: boolean;
}

/** A stage with what is counted there. */
export interface StageShape {
  key: string;
  /** The place of its column, from 0 on. */
  index: number;
  marks: readonly { key: string; bit: number }[];
  values: readonly StageValue[];
}

/** A kind of facts as it is kept: what stands in which column. */
export interface KindShape {
  kind: FactKind;
  stages: readonly StageShape[];
  dimensions: readonly { key: string; hourly: boolean }[];
  values: readonly { key: string; scale: number }[];
  marks: readonly string[];
}

/** A fact as it is kept. Columns by their place; null where it has none. */
export interface StoredFact {
  id: string;
  recordId: string | null;
  restricted: boolean;
  stages: readonly (number | null)[];
  values: readonly (number | null)[];
  marks: number;
  dimensions: readonly (string | null)[];
}

/** Durations are whole milliseconds; of other numbers thousandths are kept. */
const SCALES = { duration: 1, number: 1_000 } as const;
const LONGEST_VALUE = 512;

const shapes = new WeakMap<FactKind, KindShape>();

function makeShape(kind: FactKind): KindShape {
  const values = (kind.values ?? []).map(({ key, unit }) => ({
    key,
    scale: SCALES[unit],
  }));
  const marks = (kind.marks ?? []).map(({ key }) => key);
  return {
    kind,
    values,
    marks,
    dimensions: kind.dimensions.map(({ key, hourly }) => ({
      key,
      hourly: hourly === true,
    })),
    stages: kind.stages.map((stage, index) => ({
      key: stage.key,
      index,
      marks: (stage.marks ?? []).map(key => ({
        key,
        bit: 2 ** marks.indexOf(key),
      })),
      values: (stage.values ?? []).map(key => {
        const at = values.findIndex(value => value.key === key);
        return {
          ...values[at],
          index: at,
          distribution: kind.values![at].distribution === true,
        };
      }),
    })),
  };
}

/** How facts of a kind are kept. */
export function shapeOf(kind: FactKind): KindShape {
  const known = shapes.get(kind);
  if (known) return known;
  const made = makeShape(kind);
  shapes.set(kind, made);
  return made;
}

/** @throws Error for a stage that the kind does not have */
export function stageOf(shape: KindShape, key: string): StageShape {
  const stage = shape.stages.find(s => s.key === key);
  if (!stage)
    throw new Error(
      `Facts of the kind ${shape.kind.kind} have no stage ${key}`,
    );
  return stage;
}

/** The place of something of a kind. @throws Error if the kind does not have it */
export function placeOf(
  shape: KindShape,
  what: 'dimensions' | 'values' | 'marks',
  key: string,
): number {
  const keys: readonly string[] =
    what === 'marks' ? shape.marks : shape[what].map(one => one.key);
  const at = keys.indexOf(key);
  if (at < 0)
    throw new Error(
      `Facts of the kind ${shape.kind.kind} have no ${key} among their ${what}`,
    );
  return at;
}

function noOthers(
  shape: KindShape,
  what: string,
  given: object,
  known: readonly { key: string }[],
): void {
  for (const key of Object.keys(given))
    if (!known.some(one => one.key === key))
      throw new Error(
        `Facts of the kind ${shape.kind.kind} have no ${key} among their ${what}`,
      );
}

const whole = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? Math.round(value) : null;

/**
 * A fact in the form in which it is kept.
 *
 * @throws Error for what its kind does not have
 */
export function toStored(shape: KindShape, facts: Facts): StoredFact {
  const { stages, values = {}, dimensions } = facts;
  noOthers(shape, 'stages', stages, shape.stages);
  noOthers(shape, 'values', values, shape.values);
  noOthers(shape, 'dimensions', dimensions, shape.dimensions);
  if (facts.id.length > 80)
    throw new Error(
      `The id of a fact of the kind ${shape.kind.kind} has ${facts.id.length} characters, at most 80 are kept`,
    );
  return {
    id: facts.id,
    recordId: facts.recordId ?? null,
    restricted: facts.restricted === true,
    stages: shape.stages.map(({ key }) => whole(stages[key])),
    values: shape.values.map(({ key, scale }) => {
      const scaled = whole(
        values[key] === undefined ? undefined : values[key]! * scale,
      );
      return scaled === null ? null : scaled / scale;
    }),
    marks: (facts.marks ?? []).reduce(
      // eslint-disable-next-line no-bitwise
      (bits, mark) => bits | (2 ** placeOf(shape, 'marks', mark)),
      0,
    ),
    dimensions: shape.dimensions.map(
      ({ key }) => dimensions[key]?.slice(0, LONGEST_VALUE) || null,
    ),
  };
}

/** Whether two are the same, column by column. */
export function sameFact(a: StoredFact, b: StoredFact): boolean {
  const same = (
    one: readonly (number | string | null)[],
    other: readonly (number | string | null)[],
  ) => one.every((value, i) => value === other[i]);
  return (
    a.restricted === b.restricted &&
    a.marks === b.marks &&
    a.recordId === b.recordId &&
    same(a.stages, b.stages) &&
    same(a.values, b.values) &&
    same(a.dimensions, b.dimensions)
  );
}
