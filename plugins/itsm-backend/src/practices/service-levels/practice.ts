import {
  serviceLevelsReadPermission,
  serviceLevelsUpdatePermission,
} from '@callboard/plugin-itsm-common';
import {
  agreedLevelsRef,
  alertsOfObjectivesRef,
  outagesServiceRef,
  promiseFeasibilityRef,
  supportHoursRef,
  type ItsmKernel,
  type Practice,
} from '@callboard/plugin-itsm-node';
import { AgreedBook } from './agreements/AgreedBook';
import { AgreedInWords } from './agreements/AgreedInWords';
import { agreementKind } from './agreements/agreementKind';
import { AgreementService } from './agreements/AgreementService';
import { FactFields } from './agreements/FactFields';
import { OverlapStore } from './agreements/OverlapStore';
import { buildAttainment } from './attainment/parts';
import { mountAttainmentRoutes } from './attainment/routes';
import { RunQueriesStore } from './attainment/RunQueriesStore';
import { AuthorizedServiceLevelService } from './AuthorizedServiceLevelService';
import { recordFields } from './breaching/recordFields';
import { calendarKind } from './calendars/calendarKind';
import { CalendarService } from './calendars/CalendarService';
import { agreedAnewHandler } from './clocks/agreedAnew';
import { Clocks } from './clocks/Clocks';
import { clocksProjection } from './clocks/clocksProjection';
import { ClockStore } from './clocks/ClockStore';
import { ClockViews } from './clocks/ClockViews';
import { factsChangedHandler } from './clocks/serviceFacts';
import { buildCountedRuns, serviceLevelsCounted } from './counted';
import { alertNews } from './objectives/alertNews';
import {
  alertPolicyKind,
  indicatorKind,
  objectiveKind,
} from './objectives/kinds';
import { feasibilityActions } from './feasibility/actions';
import { OfferedFeasibility } from './feasibility/OfferedFeasibility';
import { buildFeasibility } from './feasibility/parts';
import { mountFeasibilityRoutes } from './feasibility/routes';
import { buildObjectives } from './objectives/parts';
import { mountObjectiveRoutes } from './objectives/routes';
import { buildOutages } from './outages/parts';
import { mountOutageRoutes } from './outages/routes';
import { promiseChecks } from './promises/managedChecks';
import { PromiseService } from './promises/PromiseService';
import { mountPromiseRoutes } from './promises/routes';
import { mountServiceLevelRoutes } from './routes';
import { DefaultServiceLevelService } from './ServiceLevelService';
import { levelsOfService } from './servicePage/levelsOfService';
import { PromisedHours } from './servicePage/PromisedHours';
import { thresholdHandler } from './thresholds/thresholdHandler';
import { thresholdNews } from './thresholds/thresholdNews';
import { mountWhatIfRoutes } from './whatIf/routes';
import { WhatIfService } from './whatIf/WhatIfService';
import { WhatIfStore } from './whatIf/WhatIfStore';

function buildParts(kernel: ItsmKernel, fields: FactFields) {
  const store = new ClockStore(kernel.database);
  const calendarService = new CalendarService(kernel);
  const book = new AgreedBook({
    definitions: kernel.definitions,
    calendars: calendarService,
    fields,
  });
  const counted = buildCountedRuns(kernel);
  const clocks = new Clocks({ ...kernel, store, book, counted });
  const levels = new AuthorizedServiceLevelService(
    new DefaultServiceLevelService({
      ...kernel,
      clocks,
      views: new ClockViews({ ...kernel, book }),
      book,
      agreementService: new AgreementService({
        ...kernel,
        clocks,
        store,
        overlaps: new OverlapStore(kernel.database),
        book,
      }),
      calendarService,
    }),
    kernel.authorizer,
    kernel.recordTypes,
  );
  const whatIf = new WhatIfService({
    ...kernel,
    clocks,
    book,
    store: new WhatIfStore(kernel.database),
  });
  const outages = buildOutages(kernel);
  const promises = new PromiseService({ ...kernel, fields });
  return {
    promises,
    hours: new PromisedHours({
      ...kernel,
      promises,
      calendars: calendarService,
    }),
    store,
    clocks,
    counted,
    levels,
    whatIf,
    outages,
    objectives: buildObjectives(kernel, outages.downtime),
    attainment: buildAttainment(kernel, book),
    feasibility: buildFeasibility(kernel, book, fields),
  };
}

/** Service level management: what was promised, and how it is kept. */
export function serviceLevelsPractice(options: {
  migrations: string;
}): Practice {
  // Kinds of definitions are there before the kernel is; what they check is not.
  let known: FactFields | undefined;
  const built = new WeakMap<ItsmKernel, ReturnType<typeof buildParts>>();
  const partsOf = (kernel: ItsmKernel) => {
    known ??= new FactFields(() => kernel.recordTypes.all());
    const parts = built.get(kernel) ?? buildParts(kernel, known);
    built.set(kernel, parts);
    return parts;
  };
  const viewParts = (kernel: ItsmKernel) => {
    const { promises, objectives, outages } = partsOf(kernel);
    const runs = new RunQueriesStore(kernel.database, kernel.records);
    return { promises, runs, objectives, outages: outages.store };
  };
  return {
    id: 'service-levels',
    title: 'Service level management',
    migrations: { directory: options.migrations },
    permissions: [serviceLevelsReadPermission, serviceLevelsUpdatePermission],
    news: thresholdNews,
    recordFields,
    subjectNews: [alertNews],
    definitionKinds: [
      calendarKind,
      agreementKind(() => known),
      objectiveKind,
      indicatorKind,
      alertPolicyKind,
    ],
    actions: kernel => feasibilityActions(partsOf(kernel).feasibility),
    jobs(kernel) {
      const { objectives, counted } = partsOf(kernel);
      return [objectives.work.job(), counted.job()];
    },
    counted: kernel => serviceLevelsCounted(kernel, partsOf(kernel)),
    projections: kernel => {
      const { clocks, store, counted } = partsOf(kernel);
      const types = kernel.recordTypes.all().map(type => type.type);
      return [clocksProjection(clocks, store, kernel.due, counted, types)];
    },
    dueHandlers: kernel => {
      const { clocks, store } = partsOf(kernel);
      return [
        agreedAnewHandler(clocks, store, kernel.due),
        factsChangedHandler(clocks, store, kernel),
        thresholdHandler(clocks, kernel),
      ];
    },
    serviceViews: kernel => [levelsOfService(kernel, viewParts(kernel))],
    serviceChecks: kernel =>
      promiseChecks(kernel, {
        promises: partsOf(kernel).promises,
        objectives: partsOf(kernel).objectives.book,
      }),
    services(kernel) {
      const { outages, objectives, hours, feasibility } = partsOf(kernel);
      kernel.services.offer(supportHoursRef, hours);
      kernel.services.offer(
        agreedLevelsRef,
        new AgreedInWords(kernel.definitions),
      );
      kernel.services.offer(
        promiseFeasibilityRef,
        new OfferedFeasibility(feasibility),
      );
      kernel.services.offer(outagesServiceRef, outages.keeper);
      kernel.services.offer(alertsOfObjectivesRef, objectives.alerts);
    },
    start(kernel, router) {
      const { levels, whatIf, outages, attainment, objectives } =
        partsOf(kernel);
      mountAttainmentRoutes(router, attainment, kernel.csv);
      mountServiceLevelRoutes(router, levels);
      mountFeasibilityRoutes(router, partsOf(kernel).feasibility);
      mountWhatIfRoutes(router, whatIf);
      mountPromiseRoutes(router, partsOf(kernel).promises, kernel.authorizer);
      mountOutageRoutes(router, outages.service, kernel.csv);
      mountObjectiveRoutes(router, objectives.service, kernel.csv);
    },
  };
}
