import {
  AppNode,
  coreExtensionData,
  createRouteRef,
} from '@backstage/frontend-plugin-api';
import { NavContentNavItem } from '@backstage/plugin-app-react';
import { groupPages } from './navEntries';

const routeRef = createRouteRef();

function node(
  id: string,
  data: { path?: string; title?: string } = {},
  pages: AppNode[] = [],
): AppNode {
  const values = new Map<string, unknown>([
    [coreExtensionData.routePath.id, data.path],
    [coreExtensionData.title.id, data.title],
  ]);
  return {
    spec: { id },
    edges: { attachments: new Map([['pages', pages]]) },
    instance: {
      getDataRefs: () => [],
      getData: (ref: { id: string }) => values.get(ref.id),
    },
  } as unknown as AppNode;
}

const page = (id: string, pages?: AppNode[]): NavContentNavItem => ({
  node: node(id, {}, pages),
  href: `/${id.slice('page:'.length)}`,
  title: id.slice('page:'.length),
  icon: <svg />,
  routeRef,
});

const practice = (path: string) =>
  node(`sub-page:itsm-${path}/${path}`, { path, title: path });

const shown = (items: NavContentNavItem[]) =>
  groupPages(items).map(group => [
    group.id,
    group.entries.map(entry => entry.href),
  ]);

describe('groupPages', () => {
  it('gives each practice a line in the group of what people do with it', () => {
    const itsm = page('page:itsm', [
      practice('changes'),
      practice('problems'),
      practice('incidents'),
      practice('service-levels'),
    ]);
    expect(
      shown([page('page:scaffolder'), page('page:catalog'), itsm]),
    ).toEqual([
      ['operate', ['/itsm/incidents', '/itsm/problems']],
      ['change', ['/itsm/changes']],
      ['understand', ['/itsm/service-levels', '/catalog']],
      ['build', ['/scaffolder']],
    ]);
  });

  it('puts administration behind what people work with', () => {
    const itsm = page('page:itsm', [practice('admin'), practice('incidents')]);
    expect(shown([itsm, page('page:catalog')])).toEqual([
      ['operate', ['/itsm/incidents']],
      ['understand', ['/catalog']],
      ['administer', ['/itsm/admin']],
    ]);
  });

  it('finds a place for pages and practices nobody has heard of', () => {
    const itsm = page('page:itsm', [practice('weather')]);
    expect(shown([page('page:radar'), itsm])).toEqual([
      ['operate', ['/itsm/weather']],
      ['more', ['/radar']],
    ]);
  });

  it('leaves out what has a place of its own, and tabs that are switched off', () => {
    const off = { ...practice('incidents'), instance: undefined };
    const itsm = page('page:itsm', [off, practice('problems')]);
    expect(shown([page('page:home'), page('page:search'), itsm])).toEqual([
      ['operate', ['/itsm/problems']],
    ]);
    expect(shown([page('page:itsm', [off])])).toEqual([]);
  });
});
