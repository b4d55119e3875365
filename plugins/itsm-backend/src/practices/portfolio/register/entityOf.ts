import { SERVICE_ANNOTATION } from '@callboard/plugin-itsm-common';
import type { GivenRow } from './ServiceStore';

/** By which the catalog's copy finds what it was called before. */
const FORMERLY_ANNOTATION = 'callboard.dev/formerly';
/** Whom the catalog names where a record names nobody. */
const NOBODY = 'group:default/unknown';
const LONGEST_DESCRIPTION = 500;

/** The first paragraph of a text in Markdown, as one line. */
function firstParagraph(markdown: string | undefined): string | undefined {
  const paragraph = (markdown ?? '')
    .split(/\n\s*\n/)
    .map(part =>
      part
        .replace(/^#+\s*/gm, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .find(part => part !== '');
  return paragraph?.slice(0, LONGEST_DESCRIPTION);
}

/**
 * The catalog entity of a service: a system that says which record it is. Nothing if it is to leave the
 * catalog. Where it is managed from, the provider adds.
 *
 * @param appUrl - where the portal is, for the link back; without it there is none
 */
export function entityOf(
  { ref, service }: GivenRow,
  appUrl: string | undefined,
): Record<string, unknown> | undefined {
  if (!service) return undefined;
  const { number, title, ownerRef, purpose, formerly } = service;
  const description = firstParagraph(purpose);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      namespace: 'default',
      name: ref.slice(ref.indexOf('/') + 1),
      title,
      ...(description ? { description } : {}),
      annotations: {
        [SERVICE_ANNOTATION]: number,
        ...(formerly.length > 0 && {
          [FORMERLY_ANNOTATION]: formerly.join(','),
        }),
      },
      ...(appUrl
        ? {
            links: [
              {
                url: `${appUrl}/itsm/portfolio/records/${number}`,
                title: `${number} in the service portfolio`,
              },
            ],
          }
        : {}),
    },
    spec: { type: 'service', owner: ownerRef ?? NOBODY },
  };
}
