import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RiAlarmWarningLine, RiQuestionAnswerLine } from '@remixicon/react';
import type { ComponentType } from 'react';
import { queryWrapper } from '../../queryWrapper';
import { INCIDENT_RECORD_FIELDS } from './fields';
import {
  fileIncidentRouteRef,
  incidentRouteRef,
  incidentsRouteRef,
  requestRouteRef,
  requestsRouteRef,
} from './routes';

/** What an incident can be filed against. */
const SERVICE_KINDS = {
  kind: { $in: ['component', 'system', 'api', 'resource'] },
};

const incidentType = RecordTypeBlueprint.make({
  name: 'incident',
  params: {
    type: 'incident',
    label: 'Incident',
    lifecycle: incidentLifecycle,
    fields: INCIDENT_RECORD_FIELDS,
    recordRouteRef: incidentRouteRef,
  },
});

const incidentsPage = SubPageBlueprint.make({
  name: 'incidents',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'incidents',
    title: 'Incidents',
    icon: <RiAlarmWarningLine />,
    routeRef: incidentsRouteRef,
    loader: async () => {
      const { IncidentsPage } = await import('./IncidentsPage');
      return <IncidentsPage />;
    },
  },
});

const requestsPage = SubPageBlueprint.make({
  name: 'requests',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'requests',
    title: 'My requests',
    icon: <RiQuestionAnswerLine />,
    routeRef: requestsRouteRef,
    loader: async () => {
      const { RequestsPage } = await import('./requests/RequestsPage');
      return <RequestsPage />;
    },
  },
});

/** Home widget without a card around it: nothing to see while everything works. */
const disruptionsWidget = HomePageWidgetBlueprint.make({
  name: 'disruptions',
  params: {
    name: 'ItsmDisruptions',
    title: 'Disruptions',
    description: 'What does not work at the moment of the services you follow',
    components: async () => {
      const { Disruptions } = await import('./requests/Disruptions');
      return { Content: () => <Disruptions /> };
    },
    componentProps: {
      Renderer: ({ Content }: { Content: ComponentType }) => <Content />,
    },
  },
});

const entityIncidents = EntityContentBlueprint.make({
  name: 'incidents',
  params: {
    path: '/incidents',
    title: 'Incidents',
    group: 'operation',
    icon: <RiAlarmWarningLine />,
    filter: SERVICE_KINDS,
    loader: async () => {
      const { EntityIncidents } = await import('./entity/EntityIncidents');
      return <EntityIncidents />;
    },
  },
});

const entityIncidentsCard = EntityCardBlueprint.make({
  name: 'incidents',
  params: {
    type: 'info',
    filter: SERVICE_KINDS,
    loader: async () => {
      const { EntityIncidentsCard } = await import(
        './entity/EntityIncidentsCard'
      );
      return <EntityIncidentsCard />;
    },
  },
});

/** The pages of incident management. */
export default createFrontendPlugin({
  pluginId: 'itsm-incidents',
  title: 'Incidents',
  icon: <RiAlarmWarningLine />,
  routes: {
    root: incidentsRouteRef,
    file: fileIncidentRouteRef,
    incident: incidentRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
  },
  extensions: [
    incidentType,
    incidentsPage,
    requestsPage,
    disruptionsWidget,
    entityIncidents,
    entityIncidentsCard,
    queryWrapper(),
  ],
});
