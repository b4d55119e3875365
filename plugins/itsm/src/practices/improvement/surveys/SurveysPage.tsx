import { Placeholder } from '../Placeholder';

/** What people who were helped think of it. */
export function SurveysPage() {
  return <Placeholder title="Surveys" />;
}
