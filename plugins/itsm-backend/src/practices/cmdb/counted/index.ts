import type { Counted, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { HealthStore } from '../health/HealthStore';
import { CMDB_HEALTH, healthGauge } from './healthGauge';

/** What configuration management counts. */
export function cmdbCounted(
  kernel: Pick<ItsmKernel, 'clock'>,
  health: Pick<HealthStore, 'daysBetween' | 'sums'>,
): Counted {
  return {
    gauges: [healthGauge({ health, clock: kernel.clock })],
    kpis: [
      {
        key: 'cmdb.health',
        practice: 'cmdb',
        name: 'Health of configuration items',
        purpose: 'Can people rely on what the CMDB says?',
        formulaWords:
          'Of each item, the weight of the checks that it passes divided by the weight of all: the mean of completeness, correctness, freshness and compliance, each as much as configured. Then the mean of all items, each counting the same. At the end of each period, as it was kept then (days end at midnight UTC).',
        source:
          'ITIL 4, Service configuration management practice guide; ISO/IEC 25012, data quality model',
        unit: 'percent',
        direction: 'up',
        basis: 'events',
        formula: { of: 'gauge', gauge: CMDB_HEALTH },
        dimensions: ['class', 'ownerRef', 'systemRef'],
        version: 1,
      },
    ],
  };
}
