import { surveyReadPermission } from '@callboard/plugin-itsm-common';
import {
  oncePer,
  surveyAnswersRef,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ImprovementPart } from '../parts';
import { afterResolveProjection, inviteHandler } from './afterResolve';
import { mountAnswerRoutes } from './answerRoutes';
import { Answers } from './Answers';
import { AuthorizedSurveyService } from './AuthorizedSurveyService';
import { surveyFactKind, surveyFactsProjection, surveyKpis } from './counted';
import { InvitationStore } from './InvitationStore';
import { Inviter } from './Inviter';
import { surveyKind } from './kind';
import { ResultStore } from './ResultStore';
import { rhythmJob } from './rhythm';
import { mountSurveyRoutes } from './routes';
import { surveyNews, type SurveyNewsTools } from './surveyNews';
import { Surveys } from './Surveys';
import { DefaultSurveyService } from './SurveyService';

const slashless = (url: string) => url.replace(/\/+$/, '');

const zoneOf = ({ config }: Pick<ItsmKernel, 'config'>) =>
  config.getOptionalString('itsm.improvement.timezone') ?? 'UTC';

/** What the part is made of; the same ones for a kernel, whoever asks. */
const builtOn = oncePer(kernel => {
  const store = new InvitationStore(kernel.database);
  const surveys = new Surveys(kernel.definitions);
  const answers = new Answers({ ...kernel, store, surveys });
  const inviter = new Inviter({ ...kernel, store, surveys });
  return { store, surveys, answers, inviter };
});

/** Surveys: asking people how satisfied they are, and what they say. */
export function surveysPart(): ImprovementPart {
  // Kinds of definitions and rules about news are there before the kernel is; what they look up is not.
  let standing: ItsmKernel | undefined;
  const newsTools = (): SurveyNewsTools | undefined => {
    if (!standing) return undefined;
    const { clock, config } = standing;
    const apiUrl = slashless(config.getOptionalString('backend.baseUrl') ?? '');
    return {
      ...builtOn(standing),
      now: () => clock.now(),
      answersUrl: `${apiUrl}/api/itsm/improvement/answers`,
    };
  };
  return {
    permissions: [surveyReadPermission],
    definitionKinds: [surveyKind(() => standing)],
    subjectNews: [surveyNews(newsTools)],
    projections(kernel) {
      const { store, surveys } = builtOn(kernel);
      return [
        afterResolveProjection({ surveys, kernel, due: kernel.due }),
        surveyFactsProjection(store, kernel.facts),
      ];
    },
    dueHandlers: kernel => [inviteHandler(builtOn(kernel).inviter, kernel.due)],
    jobs: kernel => [
      rhythmJob({
        ...builtOn(kernel),
        clock: kernel.clock,
        zone: zoneOf(kernel),
      }),
    ],
    counted: () => ({ kinds: [surveyFactKind], kpis: surveyKpis }),
    services(kernel) {
      kernel.services.offer(surveyAnswersRef, builtOn(kernel).answers);
    },
    async start(kernel, router) {
      standing = kernel;
      const { surveys, answers } = builtOn(kernel);
      // Made before anything is sent: inside the transaction of a projection it could be taken back.
      await answers.secret();
      const store = new ResultStore(kernel.database, kernel.records);
      const results = new DefaultSurveyService({
        ...kernel,
        surveys,
        store,
        zone: zoneOf(kernel),
      });
      mountSurveyRoutes(
        router,
        new AuthorizedSurveyService(results, kernel.readScope),
        kernel.csv,
      );
      const brand = kernel.config.getOptionalString('app.title') ?? 'Callboard';
      mountAnswerRoutes(router, answers, brand);
    },
  };
}
