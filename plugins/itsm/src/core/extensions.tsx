import {
  ApiBlueprint,
  coreExtensionData,
  createExtensionInput,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { ItsmClient } from '@callboard/plugin-itsm-common';
import {
  DefinitionPartBlueprint,
  definitionPartsApiRef,
  itsmApiRef,
  RecordColumnBlueprint,
  recordColumnsApiRef,
  RecordPartBlueprint,
  recordFormPartsApiRef,
  RecordFormPartBlueprint,
  recordPartsApiRef,
  RecordTypeBlueprint,
  recordTypesApiRef,
} from '@callboard/plugin-itsm-react';
import type { RecordPartPlace } from '@callboard/plugin-itsm-react';
import { RiLifebuoyLine } from '@remixicon/react';
import { KnownPaths } from './KnownPaths';
import { rootRouteRef } from './routes';

/** What is added to records of all types names this. */
const ANY_TYPE = '*';

const { reactElement, routePath } = coreExtensionData;

/** What an extension gives beside its element. */
const besides = <D extends { id: string }>(given: Iterable<D>) =>
  [...given].filter(({ id }) => id !== reactElement.id);

/** The page of the plugin; the practices attach theirs as tabs. */
export const itsmPage = PageBlueprint.makeWithOverrides({
  factory(originalFactory, { inputs }) {
    // The frame of Backstage does not say where a page's content is; what stands below the tabs is that.
    const pages = inputs.pages.map(tab => [
      ...besides(tab),
      reactElement(<main>{tab.get(reactElement)}</main>),
    ]);
    const page = originalFactory(
      {
        path: '/itsm',
        title: 'Callboard',
        icon: <RiLifebuoyLine />,
        routeRef: rootRouteRef,
      },
      { inputs: { pages } },
    );
    const paths = inputs.pages.map(tab => tab.get(routePath));
    return [
      ...besides(page),
      reactElement(
        <KnownPaths paths={paths}>{page.get(reactElement)}</KnownPaths>,
      ),
    ];
  },
});

/** The client of the backend. */
export const itsmApi = ApiBlueprint.make({
  name: 'client',
  params: defineParams =>
    defineParams({
      api: itsmApiRef,
      deps: { fetchApi: fetchApiRef, discoveryApi: discoveryApiRef },
      factory: ({ fetchApi, discoveryApi }) =>
        new ItsmClient({ fetchApi, discoveryApi }),
    }),
});

/** Collects the record types of the practices that are switched on. */
export const recordTypesApi = ApiBlueprint.makeWithOverrides({
  name: 'record-types',
  inputs: {
    types: createExtensionInput([RecordTypeBlueprint.dataRefs.recordType]),
  },
  factory(originalFactory, { inputs }) {
    const types = new Map(
      inputs.types.map(input => {
        const info = input.get(RecordTypeBlueprint.dataRefs.recordType);
        return [info.type, info] as const;
      }),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: recordTypesApiRef,
        deps: {},
        factory: () => ({ get: (type: string) => types.get(type) }),
      }),
    );
  },
});

/** Collects what is added to the pages of records. */
export const recordPartsApi = ApiBlueprint.makeWithOverrides({
  name: 'record-parts',
  inputs: {
    parts: createExtensionInput([RecordPartBlueprint.dataRefs.recordPart]),
  },
  factory(originalFactory, { inputs }) {
    const parts = inputs.parts.map(input =>
      input.get(RecordPartBlueprint.dataRefs.recordPart),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: recordPartsApiRef,
        deps: {},
        factory: () => ({
          of: (type: string, wanted: RecordPartPlace) =>
            parts
              .filter(
                ({ type: own, place = 'main' }) =>
                  (own === type || own === ANY_TYPE) && place === wanted,
              )
              .map(({ Part }) => Part),
        }),
      }),
    );
  },
});

/** Collects what is added to the forms of records. */
export const recordFormPartsApi = ApiBlueprint.makeWithOverrides({
  name: 'record-form-parts',
  inputs: {
    parts: createExtensionInput([
      RecordFormPartBlueprint.dataRefs.recordFormPart,
    ]),
  },
  factory(originalFactory, { inputs }) {
    const parts = inputs.parts.map(input =>
      input.get(RecordFormPartBlueprint.dataRefs.recordFormPart),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: recordFormPartsApiRef,
        deps: {},
        factory: () => ({
          of: (type: string) =>
            parts.filter(part => part.type === type).map(({ Part }) => Part),
        }),
      }),
    );
  },
});

/** Collects what is added to the editor of definitions. */
export const definitionPartsApi = ApiBlueprint.makeWithOverrides({
  name: 'definition-parts',
  inputs: {
    parts: createExtensionInput([
      DefinitionPartBlueprint.dataRefs.definitionPart,
    ]),
  },
  factory(originalFactory, { inputs }) {
    const parts = inputs.parts.map(input =>
      input.get(DefinitionPartBlueprint.dataRefs.definitionPart),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: definitionPartsApiRef,
        deps: {},
        factory: () => ({
          of: (kind: string) =>
            parts
              .filter(({ kinds }) => kinds.includes(kind))
              .map(({ Part }) => Part),
        }),
      }),
    );
  },
});

/** Collects the columns that are added to lists of records. */
export const recordColumnsApi = ApiBlueprint.makeWithOverrides({
  name: 'record-columns',
  inputs: {
    columns: createExtensionInput([
      RecordColumnBlueprint.dataRefs.recordColumn,
    ]),
  },
  factory(originalFactory, { inputs }) {
    const columns = inputs.columns.map(input =>
      input.get(RecordColumnBlueprint.dataRefs.recordColumn),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: recordColumnsApiRef,
        deps: {},
        factory: () => ({
          of: (type: string) =>
            columns.filter(({ type: own }) => own === type || own === ANY_TYPE),
        }),
      }),
    );
  },
});

/** Home widget: what waits for me, across all practices. */
export const myWorkWidget = HomePageWidgetBlueprint.make({
  name: 'my-work',
  params: {
    name: 'ItsmMyWork',
    title: 'My work',
    description:
      'Records assigned to you, waiting in your teams’ queue, and what you asked for',
    components: async () => {
      const { MyWork } = await import('./MyWork');
      return { Content: MyWork };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 4 } },
  },
});
