import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';

/**
 * A catalog that sends its pages, and breaks where there is an error in place of one. It answers as
 * the real one does: what a page tells is little, and whole entities are asked for by reference.
 */
export function catalogOf(...pages: (readonly Entity[] | Error)[]): any {
  const all = new Map(
    pages
      .flatMap(page => (page instanceof Error ? [] : page))
      .map(entity => [stringifyEntityRef(entity), entity]),
  );
  return {
    async *streamEntities() {
      for (const page of pages) {
        if (page instanceof Error) throw page;
        yield page.map(({ kind, metadata: { namespace, name, etag } }) => ({
          kind,
          metadata: { namespace, name, etag },
        }));
      }
    },
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref => all.get(ref)),
    }),
  };
}
