import { Placeholder } from '../Placeholder';

/** The register of improvement initiatives. */
export function RegisterPage() {
  return <Placeholder title="Improvement register" />;
}
