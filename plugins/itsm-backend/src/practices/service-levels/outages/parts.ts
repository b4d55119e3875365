import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { AuthorizedOutageService } from './AuthorizedOutageService';
import { DefaultOutageService, type OutageService } from './OutageService';
import { OutageStore } from './OutageStore';
import { OutageViews } from './OutageViews';
import { OutageWriter } from './OutageWriter';
import { RecordedDowntime } from './RecordedDowntime';
import { RecordOutages } from './RecordOutages';

/** What outages are made of. */
export interface OutageParts {
  service: OutageService;
  /** Without the permission framework. */
  plain: OutageService;
  /** For bridges that let outages follow records. */
  keeper: RecordOutages;
  /** What objectives ask. */
  downtime: RecordedDowntime;
  store: OutageStore;
}

/** Builds {@link OutageParts}. */
export function buildOutages(kernel: ItsmKernel): OutageParts {
  const store = new OutageStore(kernel.database);
  const writer = new OutageWriter(kernel, store);
  const views = new OutageViews(kernel, store);
  const plain = new DefaultOutageService(kernel, { store, writer, views });
  return {
    service: new AuthorizedOutageService(plain, kernel),
    plain,
    keeper: new RecordOutages(store, writer, () => kernel.clock.now()),
    downtime: new RecordedDowntime(store),
    store,
  };
}
