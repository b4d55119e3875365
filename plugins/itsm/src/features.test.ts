import { mockApis } from '@backstage/frontend-test-utils';
import { itsmFeatures } from './features';

async function pluginIds(config: object): Promise<string[]> {
  const loader = itsmFeatures as unknown as {
    loader(deps: unknown): Promise<Array<{ pluginId: string }>>;
  };
  const features = await loader.loader({
    config: mockApis.config({ data: config as never }),
  });
  return features.map(feature => feature.pluginId);
}

describe('itsmFeatures', () => {
  it('brings the core plugin, every practice and, last, the administration', async () => {
    await expect(pluginIds({})).resolves.toEqual([
      'itsm',
      'itsm-portfolio',
      'itsm-incidents',
      'itsm-cmdb',
      'itsm-service-levels',
      'itsm-changes',
      'itsm-improvement',
      // The bridge that shows what changed before an incident.
      'itsm-cmdb',
      // The bridge that makes outages of incidents.
      'itsm-service-levels',
      // The bridge between what broke and what was changed before it.
      'itsm-changes',
      'itsm-approvals',
      'itsm-admin',
    ]);
  });

  it('leaves a bridge out with either of its ends', async () => {
    const config = { itsm: { practices: { cmdb: { enabled: false } } } };
    await expect(pluginIds(config)).resolves.toEqual([
      'itsm',
      'itsm-portfolio',
      'itsm-incidents',
      'itsm-service-levels',
      'itsm-changes',
      'itsm-improvement',
      'itsm-service-levels',
      'itsm-changes',
      'itsm-approvals',
      'itsm-admin',
    ]);
  });

  it('leaves out a practice that the config switches off', async () => {
    const config = { itsm: { practices: { incidents: { enabled: false } } } };
    await expect(pluginIds(config)).resolves.toEqual([
      'itsm',
      'itsm-portfolio',
      'itsm-cmdb',
      'itsm-service-levels',
      'itsm-changes',
      'itsm-improvement',
      'itsm-approvals',
      'itsm-admin',
    ]);
  });
});
