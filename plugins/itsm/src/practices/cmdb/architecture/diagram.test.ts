import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { diagramOf } from './diagram';
import type { Level } from './diagram';
import { placesOfDiagram } from './diagramLayout';
import { readLandscape } from './landscape';
import {
  anEntity,
  ORDERING,
  ordering,
  wordsOf,
} from './__testUtils__/ordering';

async function pictureOf(level: Level, entities = ordering) {
  const catalog = catalogApiMock({ entities });
  const landscape = await readLandscape(catalog, entities[0]);
  const diagram = diagramOf(landscape, level);
  const titles = new Map(diagram.nodes.map(n => [n.id, n.title]));
  return {
    diagram,
    boxes: diagram.nodes.map(({ title }) => title).sort(),
    lines: diagram.edges
      .flatMap(({ from, to, verbs }) =>
        verbs.map(
          ({ verb, count }) =>
            `${titles.get(from)} ${verb} ${titles.get(to)} ${count}`,
        ),
      )
      .sort(),
  };
}

describe('the context of a system', () => {
  it('is the systems that use it and that it uses, and its owner', async () => {
    const { boxes, lines } = await pictureOf('context');
    expect(boxes).toEqual([
      'Checkout team',
      'Ordering',
      'Payments',
      'Storefront',
    ]);
    expect(lines).toEqual([
      'Checkout team owns Ordering 1',
      'Ordering uses Payments 1',
      'Storefront uses Ordering 1',
    ]);
  });
});

describe('the containers of a system', () => {
  it('are its components and APIs; a relation that both sides say is one', async () => {
    const { boxes, lines, diagram } = await pictureOf('containers');
    expect(boxes).toEqual([
      'Cart',
      'Checkout',
      'Orders API',
      'Payments',
      'Storefront',
    ]);
    expect(lines).toEqual([
      'Cart uses Orders API 1',
      'Checkout provides Orders API 1',
      'Checkout uses Payments 1',
      'Storefront uses Orders API 1',
    ]);
    expect(diagram.nodes.filter(n => !n.inside).map(n => n.title)).toEqual(
      expect.arrayContaining(['Payments', 'Storefront']),
    );
  });

  it('leave out what the reader may not see', async () => {
    // The catalog answers nothing for it, as if it were not there.
    const { boxes } = await pictureOf('containers');
    expect(boxes.join()).not.toMatch(/secret/i);
  });
});

describe('the resources of a system', () => {
  it('are shown with what stands on them', async () => {
    const { boxes, lines } = await pictureOf('resources');
    expect(boxes).toEqual(['Cart', 'Cart database']);
    expect(lines).toEqual(['Cart dependsOn Cart database 1']);
  });
});

describe('a domain', () => {
  it('has its systems as containers', async () => {
    const shop = 'domain:default/shop';
    const { boxes, lines } = await pictureOf('containers', [
      anEntity(shop, [], 'Shop'),
      ...ordering.map(entity =>
        ['ordering', 'storefront'].includes(entity.metadata.name)
          ? {
              ...entity,
              relations: [
                ...(entity.relations ?? []),
                { type: 'partOf', targetRef: shop },
              ],
            }
          : entity,
      ),
    ]);
    expect(boxes).toEqual(['Ordering', 'Payments', 'Storefront']);
    expect(lines).toEqual([
      'Ordering uses Payments 1',
      'Storefront uses Ordering 1',
    ]);
  });
});

describe('a system with thousands of components', () => {
  const large = [
    anEntity(ORDERING, [], 'Ordering'),
    ...Array.from({ length: 2000 }, (_, i) =>
      anEntity(`component:default/part-${i}`, [
        `partOf ${ORDERING}`,
        `dependsOn component:default/part-${(i * 7) % 2000}`,
        `dependsOn component:default/outer-${i}`,
      ]),
    ),
    ...Array.from({ length: 2000 }, (_, i) =>
      anEntity(`component:default/outer-${i}`),
    ),
  ];

  it('stays a picture, which says what is in groups and what was not looked at', async () => {
    const landscape = await readLandscape(
      catalogApiMock({ entities: large }),
      large[0],
    );
    expect(landscape.partsLeftOut).toBe(1500);
    const diagram = diagramOf(landscape, 'containers');
    expect(diagram.nodes.length).toBeLessThan(100);
    expect(diagram.grouped).toBe(true);
    const stand = diagram.nodes
      .filter(n => n.inside)
      .reduce((sum, { count = 1 }) => sum + count, 0);
    expect(stand).toBe(500);
    const places = await placesOfDiagram(diagram, wordsOf(diagram));
    expect(places.boxes.size).toBe(diagram.nodes.length);
  });
});
