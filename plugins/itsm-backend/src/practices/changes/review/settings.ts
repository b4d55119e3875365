import type { RootConfigService } from '@backstage/backend-plugin-api';
import { DEFAULT_REVIEW_SAMPLE } from '@callboard/plugin-itsm-common';

/** Which share of changes is reviewed though nothing speaks for it. @throws Error that names the key */
export function readReviewSample(config: RootConfigService): number {
  const share =
    config.getOptionalNumber('itsm.changes.reviewSample') ??
    DEFAULT_REVIEW_SAMPLE;
  if (share < 0 || share > 1) {
    throw new Error(
      'itsm.changes.reviewSample must be a share from 0 to 1, e.g. 0.1 for one change in ten',
    );
  }
  return share;
}
