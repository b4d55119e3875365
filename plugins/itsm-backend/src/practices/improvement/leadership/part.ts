import { oncePer } from '@callboard/plugin-itsm-node';
import type { ImprovementPart, ImprovementTools } from '../parts';
import { AuthorizedLeadershipService } from './AuthorizedLeadershipService';
import { digestNews } from './digestNews';
import { DigestStore } from './DigestStore';
import { DigestWork } from './DigestWork';
import { DefaultLeadershipService } from './LeadershipService';
import { mountLeadershipRoutes } from './routes';
import { readLeadershipConfig } from './settings';

/** What got better, what did not and what is being done; told each month to those who want to hear it. */
export function leadershipPart({
  config: root,
}: ImprovementTools): ImprovementPart {
  const config = readLeadershipConfig(root);
  const store = oncePer(kernel => new DigestStore(kernel.database));
  const leadership = oncePer(
    kernel =>
      new DefaultLeadershipService({ ...kernel, store: store(kernel), config }),
  );
  const work = oncePer(
    kernel =>
      new DigestWork(kernel, {
        store: store(kernel),
        zone: config.zone,
        numbers: asOf => leadership(kernel).numbers({ asOf }),
      }),
  );
  return {
    subjectNews: [digestNews(config.to)],
    dueHandlers: kernel => [work(kernel).handler],
    jobs: kernel => [work(kernel).job],
    start(kernel, router) {
      mountLeadershipRoutes(
        router,
        new AuthorizedLeadershipService(leadership(kernel), kernel.authorizer),
        kernel.csv,
      );
    },
  };
}
