import type { CiClassView } from '@callboard/plugin-itsm-common';
import type { ClassWords } from './translation';

/** An attribute as a class is shown with it. */
export type AttributeView = CiClassView['attributes'][number];

const COMMON = [
  'class',
  'name',
  'title',
  'description',
  'owner',
  'system',
  'dependsOn',
  'entity',
  'externalId',
] as const;

/** What a key that every item can have is called; undefined for an attribute of a class. */
export function commonLabel(key: string, t: ClassWords): string | undefined {
  const known = COMMON.find(common => common === key);
  return known && t(`common.${known}`);
}

/** The attribute behind a key: of the class it is of, or of the first that has one of that name. */
export function attributeOf(
  key: string,
  classes: readonly CiClassView[],
  classKey?: string,
): AttributeView | undefined {
  const own = classes.find(c => c.key === classKey);
  for (const one of own ? [own] : classes) {
    const found = one.attributes.find(a => a.key === key);
    if (found) return found;
  }
  return undefined;
}

/** What a key is called; one that no class knows (any more) by itself. */
export function keyLabel(
  key: string,
  classes: readonly CiClassView[],
  t: ClassWords,
  classKey?: string,
): string {
  return (
    commonLabel(key, t) ?? attributeOf(key, classes, classKey)?.label ?? key
  );
}

/** A rule of identification in words: "The same Serial number and Vendor". */
export function ruleWords(
  rule: readonly string[],
  classes: readonly CiClassView[],
  t: ClassWords,
  classKey?: string,
): string {
  return t('identification.rule', {
    attributes: rule
      .map(key => keyLabel(key, classes, t, classKey))
      .join(t('identification.and')),
  });
}
