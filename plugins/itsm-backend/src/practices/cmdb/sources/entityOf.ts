import {
  CI_ID_ANNOTATION,
  CI_SOURCE_ANNOTATION,
  COMMON_KEYS,
  nameOf,
  type CiClass,
} from '@callboard/plugin-itsm-common';
import type { OwnedItem } from './EntityStore';

const FORMERLY_ANNOTATION = 'callboard.dev/formerly';
const STATE_ANNOTATION = 'callboard.dev/ci-state';
const COMMON = new Set<string>([...COMMON_KEYS, 'name', 'class']);

/**
 * The catalog entity of an item; nothing if it is out of use. Where it is managed from, the
 * provider adds. Only what the catalog takes is in it: texts and references were read before.
 */
export function entityOf(
  item: OwnedItem,
  ciClass: CiClass | undefined,
  defaultOwner: string,
): Record<string, unknown> | undefined {
  if (item.state === 'retired' || item.state === 'merged') return undefined;
  const value = (key: string) => item.values.get(key)?.value;
  const description = value('description');
  const system = value('system');
  const dependsOn = value('dependsOn');
  const attributes = Object.fromEntries(
    [...item.values]
      .filter(([key]) => !COMMON.has(key))
      .map(([key, fact]) => [key, fact.value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const sources = [
    ...new Set([...item.values.values()].map(v => v.source)),
  ].sort();
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: 'default',
      name: nameOf(item.ref),
      title: item.title,
      ...(description ? { description } : {}),
      annotations: {
        [CI_ID_ANNOTATION]: item.id,
        [CI_SOURCE_ANNOTATION]: sources.join(','),
        ...(item.formerly.length > 0
          ? { [FORMERLY_ANNOTATION]: item.formerly.join(',') }
          : {}),
        ...(item.state === 'stale' ? { [STATE_ANNOTATION]: 'stale' } : {}),
      },
    },
    spec: {
      type: ciClass?.type ?? item.class ?? 'item',
      owner: value('owner') ?? defaultOwner,
      ...(system ? { system } : {}),
      ...(dependsOn ? { dependsOn } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    },
  };
}
