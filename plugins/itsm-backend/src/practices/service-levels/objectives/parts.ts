import type {
  AlertsOfObjectives,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { AuthorizedObjectiveService } from './AuthorizedObjectiveService';
import { FiledAlerts } from './FiledAlerts';
import { Availability } from './indicators/Availability';
import { readConnections } from './indicators/connections';
import type { OutageSource } from './indicators/OutageSource';
import { PrometheusClient } from './indicators/PrometheusClient';
import { PrometheusIndicator } from './indicators/PrometheusIndicator';
import { Measuring } from './Measuring';
import { MeasurementStore } from './MeasurementStore';
import { ObjectiveBook } from './ObjectiveBook';
import {
  DefaultObjectiveService,
  type ObjectiveService,
} from './ObjectiveService';
import { ObjectiveStore } from './ObjectiveStore';
import { ObjectiveWork } from './ObjectiveWork';

/** What objectives are made of. */
export interface ObjectiveParts {
  service: ObjectiveService;
  work: ObjectiveWork;
  /** For bridges that file records for alerts. */
  alerts: AlertsOfObjectives;
  /** For what is counted. */
  book: ObjectiveBook;
  store: ObjectiveStore;
  measurements: MeasurementStore;
}

/** Builds {@link ObjectiveParts}. @throws Error if the configuration of a Prometheus cannot be */
export function buildObjectives(
  kernel: ItsmKernel,
  outages: OutageSource,
): ObjectiveParts {
  const connections = readConnections(kernel.config);
  const book = new ObjectiveBook(kernel, [...connections.keys()]);
  const store = new ObjectiveStore(kernel.database);
  const measurements = new MeasurementStore(kernel.database);
  const clients = new Map(
    [...connections.values()].map(connection => [
      connection.name,
      new PrometheusClient(connection, kernel.clock),
    ]),
  );
  const measuring = new Measuring({
    prometheus: new PrometheusIndicator(clients),
    availability: new Availability(outages),
    store: measurements,
  });
  return {
    service: new AuthorizedObjectiveService(
      new DefaultObjectiveService(kernel, { book, store, measuring }),
      kernel,
    ),
    work: new ObjectiveWork(kernel, { book, store, measurements, measuring }),
    alerts: new FiledAlerts(store),
    book,
    store,
    measurements,
  };
}
